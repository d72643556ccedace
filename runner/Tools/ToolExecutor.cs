using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Sandboxes;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Containers;
using Moltbot.Runner.Mcp;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Programs;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Web;
using Moltbot.Runner.Workspaces;

namespace Moltbot.Runner.Tools;

/// <summary>
/// Does tool calls that were decided elsewhere. Every one that touches files or programs runs in a sandbox, also of a session that needs none: what
/// differs is the folder it works in. Where no sandbox can be made nothing runs. Pages and pictures of the web and servers of tools elsewhere are asked from outside of it, and touch neither.
/// </summary>
public sealed partial class ToolExecutor
{
    private static readonly FactsTool Facts = new();

    private readonly Dictionary<string, IRunnerTool> _tools;
    private readonly ContextTool _context;
    private readonly WorkspaceFolders _folders;
    private readonly KeptPrograms _programs;
    private readonly KeptServers _servers;
    private readonly Leavings _leavings;
    private readonly McpCallTool _mcp;
    private readonly McpListTool _mcpList;
    private readonly ISandbox _sandbox;
    private readonly SandboxFolders _sandboxes;
    private readonly SandboxPruner _pruner;
    private readonly SandboxKeeper _keeper;
    private readonly WorkspaceLoans _loans = new();
    private readonly WorkspaceKeeper _workspaces;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <param name="options">What this runner gives.</param>
    /// <param name="time">The clock of deadlines.</param>
    /// <param name="logger">Where it is said why no sandbox could be made.</param>
    public ToolExecutor(RunnerOptions options, TimeProvider time, ILogger<ToolExecutor> logger)
        : this(options, time, logger, HostUser.Current, new PublicConnect())
    {
    }

    internal ToolExecutor(RunnerOptions options, TimeProvider time, ILogger<ToolExecutor> logger, HostUser user, PublicConnect web)
    {
        (_time, _logger) = (time, logger);
        _folders = new WorkspaceFolders(options, user);
        _sandbox = options.BackEnd.Kind == SandboxBackEndKind.Bubblewrap ? new Bubblewrap(options, user) : new ContainerSandbox(options, user, _folders, logger);
        _programs = new KeptPrograms(options.Programs, time);
        _context = new ContextTool(time);
        var connector = new McpConnector(options.Mcp, PublicHandler.Of(web), time);
        _servers = new KeptServers(options.Mcp, connector, time);
        _leavings = new Leavings(_programs, _servers);
        (_mcp, _mcpList) = (new McpCallTool(_servers), new McpListTool(connector, options.Mcp));
        _sandboxes = new SandboxFolders(_folders, _leavings.AreIn, time);
        _pruner = new SandboxPruner(_sandboxes, new SandboxRemoval(_folders, _sandbox, time), time, logger);
        _keeper = new SandboxKeeper(
            _sandboxes, _pruner, _sandbox, folder => Task.WhenAll(_programs.End(program => program.Workspace == folder), _servers.End(server => server.Workspace == folder)), time, logger);
        _workspaces = new WorkspaceKeeper(_folders, _loans, _sandbox, time, _leavings);
        var fetcher = new WebFetcher(web);
        IRunnerTool[] tools =
        [
            new ReadTool(), new WriteTool(options), new EditTool(options), new ApplyPatchTool(options), new ExecTool(new KeptExec(_programs, time), time), new ProcessTool(_programs, time),
            new WebFetchTool(fetcher), new ImageTool(fetcher, new KeptPictures(time)), new MemorySearchTool(), new MemoryGetTool(),
        ];
        _tools = tools.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
    }

    /// <summary>Does one call. Never throws for what a call says: the answer does.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancelled">Ends it; what it started is dead when this returns.</param>
    public async Task<ToolRunResult> Run(ToolRunParams call, CancellationToken cancelled)
    {
        if (call.TimeoutMs is < 1 or > ToolRunParams.MaxTimeoutMs || call.MaxOutputChars is < 1 or > ToolRunParams.MaxOutput)
        {
            return Ended(ToolOutcomes.Refused, "the limits of the call are none");
        }

        if (ToolOf(call) is not { } tool)
        {
            return Ended(ToolOutcomes.Refused, $"this runner has no tool {call.Tool}");
        }

        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(call.TimeoutMs), _time);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancelled);

            // What prompts tell of is the agent's, whatever the session's own sandbox sees: who is told which file is decided by who asks.
            var access = call.Files is null ? AccessOf(call.Context) : WorkspaceAccess.ReadWrite;
            using var use = UseOf(call, access, ended, out var isStale);
            if (isStale)
            {
                return Ended(ToolOutcomes.Stale, "the workspace is not here as it should be; nothing ran");
            }

            using var stay = access == WorkspaceAccess.ReadWrite ? null : _sandboxes.Enter(call.Context, ended);
            if (stay is not null)
            {
                _pruner.Used();
            }

            return Within(await tool.Run(Prepare(call, access, stay, deadline.Token, ended.Token)), call.MaxOutputChars);
        }
        catch (ToolRefusal refusal)
        {
            return Within(Ended(ToolOutcomes.Refused, refusal.Message), call.MaxOutputChars);
        }
        catch (SandboxFailure failure)
        {
            return Within(Explain(failure.End), call.MaxOutputChars);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNoFolder(failure);
            return Ended(ToolOutcomes.Unavailable, "the workspace cannot be had; nothing ran");
        }
    }

    /// <summary>Ends what outlived its call of a session; nothing of it runs when this returns.</summary>
    /// <param name="session">The session.</param>
    public Task End(ToolReleaseParams session) => _leavings.End(session);

    /// <summary>Ends all that outlived its call, and what goes on beside calls.</summary>
    public async Task End()
    {
        await Task.WhenAll(_leavings.End(), _pruner.End());
        LetGo();
    }

    /// <summary>Lets go of what stands by in case that the runner is killed.</summary>
    internal void LetGo() => _sandbox.LetGo();

    /// <summary>Looks whether sandboxes can be had; null where they can, else what is in the way and what to do, for whoever runs the runner.</summary>
    /// <param name="cancel">Ends the look.</param>
    public Task<string?> Problem(CancellationToken cancel) => _sandbox.Problem(cancel);

    /// <summary>Throws away sandboxes whose time is over, from here on and beside the calls.</summary>
    public void BeginPruning() => _pruner.Used();

    /// <summary>Tells a tenant of its sandboxes, or throws them away.</summary>
    /// <param name="query">Whose, and which.</param>
    /// <param name="cancelled">Nobody waits any more.</param>
    public Task<ToolSandboxesResult> Sandboxes(ToolSandboxesParams query, CancellationToken cancelled) => _keeper.Do(query, cancelled);

    /// <summary>Does a step in bringing a workspace here, or in keeping what changed in it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="cancelled">Nobody waits any more.</param>
    public Task<ToolWorkspaceResult> Workspace(ToolWorkspaceParams step, CancellationToken cancelled) => _workspaces.Do(step, cancelled);

    /// <summary>The look for sandboxes whose time is over; complete where none goes on.</summary>
    internal Task Pruning => _pruner.Looking;

    /// <summary>The call's use of the copy of the agent's workspace that it names; where it names none this silo keeps no workspaces.</summary>
    private WorkspaceUse? UseOf(ToolRunParams call, WorkspaceAccess access, CancellationTokenSource ended, out bool isStale)
    {
        isStale = false;
        if (access == WorkspaceAccess.None || _folders.OfAgent(call.Context.Tenant, call.Context.AgentId) is not { } folder)
        {
            return null;
        }

        var writes = access == WorkspaceAccess.ReadWrite && call is { Files: null, Lookup: null };
        if (call.Workspace is not { } loan)
        {
            if (writes)
            {
                _loans.Forget(folder);
            }

            return null;
        }

        var use = _loans.Enter(folder, loan, writes, ended);
        isStale = use is null;
        return use;
    }

    private IRunnerTool? ToolOf(ToolRunParams call) => call switch
    {
        { Files: not null } => _context,
        { Mcp.Tool: null } => _mcpList,
        { Mcp: not null } => _mcp,
        _ when !_tools.ContainsKey(call.Tool) => null,
        { Lookup: not null } => Facts,
        _ => _tools[call.Tool],
    };

    private ToolCall Prepare(ToolRunParams call, WorkspaceAccess access, SandboxStay? stay, CancellationToken deadline, CancellationToken cancelled)
    {
        if (call.Arguments.ValueKind != JsonValueKind.Object)
        {
            throw new ToolRefusal("the arguments are no object");
        }

        var context = call.Context;
        var works = access == WorkspaceAccess.ReadWrite ? _folders.OfAgent(context.Tenant, context.AgentId) : stay?.Folder;
        var sees = access == WorkspaceAccess.ReadOnly ? _folders.OfAgent(context.Tenant, context.AgentId) : null;
        if (works is null || (access == WorkspaceAccess.ReadOnly && sees is null))
        {
            throw new ToolRefusal("the call names no tenant, agent or sandbox that there can be");
        }

        var environment = ExecEnvironment.Of(context.Env ?? new Dictionary<string, string>(StringComparer.Ordinal));
        if (environment.Refused is [var first, ..])
        {
            throw new ToolRefusal($"the variable {first} may not be set");
        }

        return new ToolCall
        {
            Params = call,
            Arguments = new ToolArguments(call.Arguments),
            Place = new SandboxPlace(works, sees, context.Network, environment.Variables) { Limits = context.Limits },
            Access = access,
            Sandbox = _sandbox,
            Deadline = deadline,
            Cancelled = cancelled,
        };
    }

    private static WorkspaceAccess AccessOf(ToolRunContext context) => context.WorkspaceAccess switch
    {
        // A session without need of a sandbox is its agent's own.
        "none" or "ro" or "rw" when !context.Sandboxed => WorkspaceAccess.ReadWrite,
        "none" => WorkspaceAccess.None,
        "ro" => WorkspaceAccess.ReadOnly,
        "rw" => WorkspaceAccess.ReadWrite,
        _ => throw new ToolRefusal("the call says nothing of the workspace that there is"),
    };

    private ToolRunResult Explain(SandboxEnd end)
    {
        switch (end.Ending)
        {
            case ProcessEnding.TimedOut:
                return Ended(ToolOutcomes.Timeout, After(end, "it took too long and was ended"));
            case ProcessEnding.Cancelled:
                return Ended(ToolOutcomes.Cancelled, After(end, "it was cancelled"));
            case ProcessEnding.Flooded:
                return Ended(ToolOutcomes.Done, After(end, "it wrote too much and was ended")) with { Truncated = true };
            case ProcessEnding.Lost:
                LogLost(end.Errors.Trim());
                return Ended(ToolOutcomes.Unknown, After(end, "what ran it was lost; how it ended is not known"));
            default:
                LogNoSandbox(end.Errors.Trim());
                return Ended(ToolOutcomes.Unavailable, "no sandbox can be had; nothing ran");
        }
    }

    private static string After(SandboxEnd end, string what) => end.Output.Text.Length == 0 ? what : $"{end.Output.Text}\n[{what}]";

    private static ToolRunResult Ended(string outcome, string text) => new() { Text = text, IsError = true, Outcome = outcome };

    private static ToolRunResult Within(ToolRunResult result, int max) =>
        result.Text.Length <= max ? result : result with { Text = result.Text[..max], Truncated = true };

    [LoggerMessage(Level = LogLevel.Error, Message = "No sandbox could be made, and nothing ran: {Reason}")]
    private partial void LogNoSandbox(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A program in a sandbox was lost, and how it ended is not known: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A workspace could not be had, and nothing ran")]
    private partial void LogNoFolder(Exception failure);
}
