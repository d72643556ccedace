using System.Collections.ObjectModel;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>The entries of a list that let somebody in. A list in which none does is a list all the same: it was written to keep others out.</summary>
/// <param name="counting">Those entries.</param>
/// <param name="written">How many the list has as written.</param>
public sealed class CountingEntries(IList<string> counting, int written) : ReadOnlyCollection<string>(counting)
{
    /// <summary>Whether somebody wrote the list.</summary>
    public static bool IsWritten(IReadOnlyList<string> list) => (list is CountingEntries counting ? counting.Written : list.Count) > 0;

    private int Written { get; } = written;
}
