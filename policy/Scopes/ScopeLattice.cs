namespace Moltbot.Policy.Scopes;

/// <summary>
/// The order of authority: <c>operator.admin</c> holds everything, <c>operator.write</c> holds <c>operator.read</c>.
/// Whatever is granted lies within what was asked for, what is stored, and what the granter holds (invariant 1).
/// </summary>
public static class ScopeLattice
{
    /// <summary>Everything that holding these scopes amounts to; texts that are no scopes amount to nothing.</summary>
    public static IReadOnlySet<string> Closure(IReadOnlyCollection<string> scopes) =>
        OperatorScopes.All.Where(scope => OperatorScopes.Satisfies(scopes, scope)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a holder of <paramref name="held"/> holds all of <paramref name="wanted"/>; a text that is no scope is held by nobody.</summary>
    public static bool CoversAll(IReadOnlyCollection<string> held, IReadOnlyCollection<string> wanted) =>
        wanted.All(scope => OperatorScopes.All.Contains(scope, StringComparer.Ordinal) && OperatorScopes.Satisfies(held, scope));

    /// <summary>What is granted: of the scopes asked for, in their order, those that all the others hold.</summary>
    /// <param name="asked">The scopes asked for.</param>
    /// <param name="bounds">The sets that bound the grant: the record, the granter, the credential.</param>
    public static IReadOnlyList<string> Grant(
        IReadOnlyCollection<string> asked, params ReadOnlySpan<IReadOnlyCollection<string>> bounds)
    {
        var granted = new List<string>();
        foreach (var scope in asked.Distinct(StringComparer.Ordinal))
        {
            if (IsWithinAll(scope, bounds))
            {
                granted.Add(scope);
            }
        }

        return granted;
    }

    private static bool IsWithinAll(string scope, ReadOnlySpan<IReadOnlyCollection<string>> bounds)
    {
        if (!OperatorScopes.All.Contains(scope, StringComparer.Ordinal))
        {
            return false;
        }

        foreach (var bound in bounds)
        {
            if (!OperatorScopes.Satisfies(bound, scope))
            {
                return false;
            }
        }

        return true;
    }
}
