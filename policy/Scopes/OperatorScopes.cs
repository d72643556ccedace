namespace Moltbot.Policy.Scopes;

/// <summary>The five scopes an operator of a tenant may hold (protocol.md §4). They compare literally, case included.</summary>
public static class OperatorScopes
{
    public const string Read = "operator.read";
    public const string Write = "operator.write";
    public const string Admin = "operator.admin";
    public const string Approvals = "operator.approvals";
    public const string Pairing = "operator.pairing";

    /// <summary>
    /// To manage the installation's tenants. Ours, and outside the order of the others: <c>operator.admin</c> does not hold it, no
    /// device and no credential of a tenant is granted it; it comes with the operator's own token alone.
    /// </summary>
    public const string Tenants = "moltbot.tenants";

    /// <summary>All scopes that a tenant can grant; a text outside this list is never granted.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Write, Admin, Approvals, Pairing];

    /// <summary>Whether holding <paramref name="held"/> is enough for something that needs <paramref name="needed"/>.</summary>
    public static bool Satisfies(IReadOnlyCollection<string> held, string needed) =>
        (needed != Tenants && held.Contains(Admin, StringComparer.Ordinal))
        || held.Contains(needed, StringComparer.Ordinal)
        || (needed == Read && held.Contains(Write, StringComparer.Ordinal));
}
