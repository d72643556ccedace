namespace Moltbot.Gateway.Http.Hooks;

/// <summary>Who calls a hook.</summary>
/// <param name="Tenant">The tenant of the host name.</param>
/// <param name="Secret">The secret shown.</param>
/// <param name="Address">The caller's address in canonical text.</param>
internal sealed record HookCaller(string Tenant, string Secret, string Address)
{
    public override string ToString() => $"HookCaller from {Address}";
}
