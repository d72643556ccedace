using Moltbot.Conformance.Cases;

namespace Moltbot.Conformance.Reports;

/// <summary>What a run came to.</summary>
/// <param name="Files">The files in order.</param>
internal sealed record ConformanceReport(IReadOnlyList<FileResult> Files)
{
    internal int Total => Files.Sum(file => file.Results.Count);

    internal int Count(CaseStatus status) => Files.Sum(file => file.Count(status));

    internal bool HasFailed => Count(CaseStatus.Failed) > 0;
}
