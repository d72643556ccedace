namespace Moltbot.Policy.Scopes;

/// <summary>The two roles a connection may take (protocol.md §2.1).</summary>
public static class GatewayRoles
{
    public const string Operator = "operator";
    public const string Node = "node";

    /// <summary>The role of a connection that named none.</summary>
    public const string Default = Operator;

    /// <summary>Whether the text is one of the two roles; compares literally.</summary>
    public static bool IsKnown(string? role) => role is Operator or Node;
}
