namespace Moltbot.Runner.Workspaces;

/// <summary>What outlives its calls in workspaces: programs, and servers of tools.</summary>
internal interface IWorkspaceLeavings
{
    /// <summary>Whether any is in a folder.</summary>
    bool AreIn(string folder);

    /// <summary>Completes when all that is being ended in a folder has ended, so that its last files are seen.</summary>
    Task Ended(string folder);

    /// <summary>Ends all in a folder.</summary>
    Task End(string folder);
}
