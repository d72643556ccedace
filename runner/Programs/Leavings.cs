using Moltbot.Protocol.Runners;
using Moltbot.Runner.Mcp;
using Moltbot.Runner.Workspaces;

namespace Moltbot.Runner.Programs;

/// <summary>What outlives its calls, and what of it is being ended where: whoever waits for that waits for what is in its own folder.</summary>
internal sealed class Leavings(KeptPrograms programs, KeptServers servers) : IWorkspaceLeavings
{
    private readonly Lock _gate = new();
    private readonly List<(HashSet<string> Folders, Task Ending)> _endings = [];

    /// <inheritdoc/>
    public bool AreIn(string folder) => programs.AreIn(folder) || servers.AreIn(folder);

    /// <inheritdoc/>
    public Task Ended(string folder)
    {
        lock (_gate)
        {
            return Task.WhenAll(_endings.Where(each => each.Folders.Contains(folder)).Select(static each => Quiet(each.Ending)));
        }
    }

    /// <inheritdoc/>
    public Task End(string folder) => Task.WhenAll(Ended(folder), programs.End(program => program.Workspace == folder), servers.End(server => server.Workspace == folder));

    /// <summary>Ends all of a session, or of all its conversations under one key.</summary>
    public Task End(ToolReleaseParams session) => End(owner =>
        owner.Tenant == session.Tenant && owner.SessionKey == session.SessionKey && (session.SessionId is null || owner.SessionId == session.SessionId));

    /// <summary>Ends all.</summary>
    public Task End() => End(static _ => true);

    private async Task End(Func<ProgramOwner, bool> whose)
    {
        (HashSet<string> Folders, Task Ending) ending;
        lock (_gate)
        {
            HashSet<string> folders = [.. programs.FoldersOf(whose), .. servers.FoldersOf(whose)];
            ending = (folders, Task.Run(() => Task.WhenAll(programs.End(program => whose(program.Owner)), servers.End(server => whose(server.Owner)))));
            _endings.Add(ending);
        }

        try
        {
            await ending.Ending;
        }
        finally
        {
            lock (_gate)
            {
                _endings.Remove(ending);
            }
        }
    }

    /// <summary>How it ended is told to who ended it.</summary>
    private static Task Quiet(Task ending) => ending.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
