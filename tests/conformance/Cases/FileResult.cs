namespace Moltbot.Conformance.Cases;

/// <summary>One file with what came of its cases.</summary>
/// <param name="File">The file's name without its ending.</param>
/// <param name="Results">Its cases in order.</param>
internal sealed record FileResult(string File, IReadOnlyList<CaseResult> Results)
{
    internal int Count(CaseStatus status) => Results.Count(result => result.Status == status);

    internal IEnumerable<CaseResult> Of(CaseStatus status) => Results.Where(result => result.Status == status);
}
