namespace Moltbot.Policy.Scopes;

/// <summary>The five scopes an operator may hold (protocol.md §4). They compare literally, case included.</summary>
public static class OperatorScopes
{
    public const string Read = "operator.read";
    public const string Write = "operator.write";
    public const string Admin = "operator.admin";
    public const string Approvals = "operator.approvals";
    public const string Pairing = "operator.pairing";

    /// <summary>All scopes that exist; a text outside this list is never granted.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Write, Admin, Approvals, Pairing];

    /// <summary>Whether holding <paramref name="held"/> is enough for something that needs <paramref name="needed"/>.</summary>
    public static bool Satisfies(IReadOnlyCollection<string> held, string needed) =>
        held.Contains(Admin, StringComparer.Ordinal)
        || held.Contains(needed, StringComparer.Ordinal)
        || (needed == Read && held.Contains(Write, StringComparer.Ordinal));
}
