using Microsoft.Extensions.Logging;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Workspaces;

/// <summary>Tells a tenant of its sandboxes, and throws them away when it is asked to.</summary>
/// <param name="folders">The sandboxes.</param>
/// <param name="pruner">Deletes what was put aside.</param>
/// <param name="sandbox">Makes the sandboxes in which files are counted.</param>
/// <param name="end">Ends the programs that outlived their calls in a folder.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is said what cannot be taken away.</param>
internal sealed partial class SandboxKeeper(SandboxFolders folders, SandboxPruner pruner, ISandbox sandbox, Func<string, Task> end, TimeProvider time, ILogger logger)
{
    /// <summary>How long files are counted for one answer. Arbitrary: what a person waits for.</summary>
    private static readonly TimeSpan LongestCount = TimeSpan.FromSeconds(4);

    /// <summary>How long calls that were cancelled are waited for. Arbitrary: to kill takes no time.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(4);

    /// <summary>Tells of those that are meant, or throws them away.</summary>
    public async Task<ToolSandboxesResult> Do(ToolSandboxesParams query, CancellationToken cancel)
    {
        var meant = folders.All().Where(each => each.Note.IsMeant(query)).Take(ToolSandboxesResult.Most + 1).ToList();
        List<ToolSandbox> told = [];
        using var deadline = new CancellationTokenSource(LongestCount, time);
        foreach (var (folder, note) in meant.Take(ToolSandboxesResult.Most))
        {
            cancel.ThrowIfCancellationRequested();
            told.Add(query.Recreate
                ? await Recreate(folder, note, query, cancel)
                : await Counted(Told(folder, note), folder, deadline.Token, cancel));
        }

        if (query.Recreate)
        {
            pruner.Look();
        }

        return new ToolSandboxesResult { Sandboxes = told, More = meant.Count > ToolSandboxesResult.Most };
    }

    private async Task<ToolSandbox> Counted(ToolSandbox told, string folder, CancellationToken deadline, CancellationToken cancel) =>
        !deadline.IsCancellationRequested && Directory.Exists(folder) && await SandboxSizes.Count(sandbox, folder, deadline, cancel) is { } size
            ? told with { Bytes = size.Bytes, IsMore = size.IsMore }
            : told;

    private async Task<ToolSandbox> Recreate(string folder, SandboxNote note, ToolSandboxesParams query, CancellationToken cancel)
    {
        var told = Told(folder, note);
        if (told.Use == ToolSandboxUses.Call)
        {
            if (!query.Force)
            {
                return told with { Outcome = ToolSandboxOutcomes.InUse };
            }

            await WaitFor(folders.Cancel(folder), cancel);
        }

        await end(folder);
        try
        {
            return told with
            {
                Outcome = folders.PutAside(folder, (now, _) => now.IsMeant(query)) ? ToolSandboxOutcomes.Removed
                    : folders.UseOf(folder) == ToolSandboxUses.None ? ToolSandboxOutcomes.Failed
                    : ToolSandboxOutcomes.InUse,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogKept(folder, failure);
            return told with { Outcome = ToolSandboxOutcomes.Failed };
        }
    }

    private async Task WaitFor(IReadOnlyList<Task> calls, CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll(calls).WaitAsync(LongestEnd, time, cancel);
        }
        catch (TimeoutException)
        {
            // It is in use then, and said to be.
        }
    }

    private ToolSandbox Told(string folder, SandboxNote note) => new()
    {
        Key = note.Key,
        AgentId = note.AgentId,
        SessionKey = note.SessionKey,
        MadeAtMs = note.MadeAtMs,
        UsedAtMs = note.UsedAtMs,
        Life = note.Life,
        Use = folders.UseOf(folder),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder {Folder} of a sandbox could not be put aside")]
    private partial void LogKept(string folder, Exception failure);
}
