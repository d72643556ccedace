using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods.Tenants;

/// <summary>Methods about the installation's tenants. They are ours, and need the operator's own token.</summary>
public static class TenantMethods
{
    private static readonly Shape OneTenant = Shape.Object(("tenant", Shape.Text1));

    /// <summary><c>moltbot.tenants.list</c>.</summary>
    public static NoParamsMethod<TenantsListResult> List { get; } =
        new("moltbot.tenants.list", Shape.Object(), TenantsJson.Default.TenantsListResult);

    /// <summary><c>moltbot.tenants.create</c>.</summary>
    public static GatewayMethod<TenantParams, TenantTokenAnswer> Create { get; } =
        new("moltbot.tenants.create", OneTenant, TenantsJson.Default.TenantParams, TenantsJson.Default.TenantTokenAnswer);

    /// <summary><c>moltbot.tenants.rotate-token</c>.</summary>
    public static GatewayMethod<TenantParams, TenantTokenAnswer> RotateToken { get; } =
        new("moltbot.tenants.rotate-token", OneTenant, TenantsJson.Default.TenantParams, TenantsJson.Default.TenantTokenAnswer);

    /// <summary><c>moltbot.tenants.suspend</c>.</summary>
    public static GatewayMethod<TenantParams, TenantAnswer> Suspend { get; } =
        new("moltbot.tenants.suspend", OneTenant, TenantsJson.Default.TenantParams, TenantsJson.Default.TenantAnswer);

    /// <summary><c>moltbot.tenants.resume</c>.</summary>
    public static GatewayMethod<TenantParams, TenantAnswer> Resume { get; } =
        new("moltbot.tenants.resume", OneTenant, TenantsJson.Default.TenantParams, TenantsJson.Default.TenantAnswer);
}
