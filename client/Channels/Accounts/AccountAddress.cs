namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>Names an account.</summary>
internal readonly record struct AccountAddress(string Tenant, string Channel, string Account)
{
    public override string ToString() => $"{Tenant}/{Channel}/{Account}";
}
