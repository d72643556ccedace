namespace Moltbot.Policy.Scopes;

/// <summary>What a method needs: the node role, or a scope of an operator.</summary>
/// <param name="Role">The role that may call it.</param>
/// <param name="Scope">The scope an operator needs; null for the methods of nodes.</param>
public sealed record MethodNeed(string Role, string? Scope)
{
    public static readonly MethodNeed NodeRole = new(GatewayRoles.Node, null);
    public static readonly MethodNeed Read = new(GatewayRoles.Operator, OperatorScopes.Read);
    public static readonly MethodNeed Write = new(GatewayRoles.Operator, OperatorScopes.Write);
    public static readonly MethodNeed Admin = new(GatewayRoles.Operator, OperatorScopes.Admin);
    public static readonly MethodNeed Approvals = new(GatewayRoles.Operator, OperatorScopes.Approvals);
    public static readonly MethodNeed Pairing = new(GatewayRoles.Operator, OperatorScopes.Pairing);
    public static readonly MethodNeed Tenants = new(GatewayRoles.Operator, OperatorScopes.Tenants);

    /// <summary>The need as the baseline file writes it.</summary>
    public override string ToString() => Scope ?? $"role:{Role}";
}
