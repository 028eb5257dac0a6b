from allauth.account import views as account
from django.urls import path

urlpatterns = [path("login/", account.login, name="account_login")]
