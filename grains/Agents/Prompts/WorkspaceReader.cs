using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Values;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Prompts;

/// <summary>
/// Asks the runner that has an agent's workspace for the files that prompts tell of. What was told before is kept, and the question names its hash,
/// so that unchanged text is not sent again. A turn neither fails for it nor waits for long.
/// </summary>
internal sealed partial class WorkspaceReader(RunnerCalls calls, TimeProvider time, ILogger<WorkspaceReader> logger)
{
    /// <summary>How long a turn waits. Arbitrary: many times what a runner needs, and what a person hardly notices.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long it waits besides for a workspace that has to come to the runner first. Arbitrary: that is seldom, when a runner was lost, and a turn that knows nothing of its files is worse than a
    /// late one.
    /// </summary>
    internal static readonly TimeSpan BringPatience = TimeSpan.FromSeconds(15);

    /// <summary>How long a runner is not asked again that did not answer in time: not every turn has to wait for it. Arbitrary.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>Agents whose files are kept; of more one is asked for anew. Arbitrary: each takes up to eight times what the configuration lets a file be.</summary>
    private const int MaxAgents = 256;

    /// <summary>Digits of a SHA-256: what is no hash is not kept and sent back.</summary>
    private const int HashLength = 64;

    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    private readonly ConcurrentDictionary<(string Tenant, string Agent), ConcurrentDictionary<string, WorkspaceFile>> _known = new();
    private readonly ConcurrentDictionary<(string Tenant, string Runner, string Agent), long> _late = new();

    /// <summary>Reads files of the agent's workspace.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="place">Where its tools would run; null while no runner is connected.</param>
    /// <param name="names">Some of <see cref="ContextFiles.All"/>.</param>
    /// <param name="maxChars">Most characters of one.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<WorkspaceFiles> Read(ToolContext context, ToolPlace? place, IReadOnlyList<string> names, int maxChars, CancellationToken cancellationToken)
    {
        if (place is null)
        {
            return WorkspaceFiles.Unread("no runner is connected");
        }

        if (calls.BringsWorkspaces && await Missing(context, place, cancellationToken) is { } missing)
        {
            return WorkspaceFiles.Unread(missing);
        }

        string? runner = null;
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // That of the agent's workspace: a sandbox that agents share may be on another.
            runner = await calls.Lease(context, ToolPlace.LeaseOf(context.AgentId)).WaitAsync(either.Token);
            if (runner is null)
            {
                return WorkspaceFiles.Unread("no runner is connected");
            }

            if (_late.TryGetValue(LateKey(context, runner), out long since) && time.GetElapsedTime(since) < Rest)
            {
                return WorkspaceFiles.Unread("the runner did not answer a moment ago");
            }

            // What waits for the runner lets go by itself; what waits for a grain on the way need not.
            WorkspaceFiles files = await Ask(context, place, runner, names, Math.Clamp(maxChars, 1, ContextFiles.MaxChars), either.Token).WaitAsync(either.Token);
            _late.TryRemove(LateKey(context, runner), out _);
            return files;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (runner is not null)
            {
                MarkLate(context, runner);
            }

            LogLate(context.Tenant, context.AgentId, runner);
            return WorkspaceFiles.Unread("the runner did not answer in time");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnread(context.Tenant, context.AgentId, e);
            return WorkspaceFiles.Unread("the runner could not be asked");
        }
    }

    /// <summary>Has the runner have the workspace; why it does not, or null.</summary>
    private async Task<string?> Missing(ToolContext context, ToolPlace place, CancellationToken cancellationToken)
    {
        try
        {
            if (await calls.Lease(context, ToolPlace.LeaseOf(context.AgentId)).WaitAsync(cancellationToken) is not { } runner)
            {
                return "no runner is connected";
            }

            if (_late.TryGetValue(LateKey(context, runner), out long since) && time.GetElapsedTime(since) < Rest)
            {
                return "the runner did not answer a moment ago";
            }

            try
            {
                await calls.Bring(Question(context, place, [], [], 1), runner, cancellationToken).WaitAsync(BringPatience, time, cancellationToken);
                return null;
            }
            catch (TimeoutException)
            {
                MarkLate(context, runner);
                LogLate(context.Tenant, context.AgentId, runner);
                return "the workspace did not come to the runner in time";
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnread(context.Tenant, context.AgentId, e);
            return "the runner could not be asked";
        }
    }

    private void MarkLate(ToolContext context, string runner)
    {
        if (_late.Count >= MaxAgents)
        {
            _late.Clear();
        }

        _late[LateKey(context, runner)] = time.GetTimestamp();
    }

    /// <summary>Who is not asked again for a while. Where workspaces come to runners it is this agent's that is late, perhaps because there is much of it: the runner answers others.</summary>
    private (string Tenant, string Runner, string Agent) LateKey(ToolContext context, string runner) => (context.Tenant, runner, calls.BringsWorkspaces ? context.AgentId : "");

    private async Task<WorkspaceFiles> Ask(
        ToolContext context, ToolPlace place, string runner, IReadOnlyList<string> names, int maxChars, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, WorkspaceFile> known = KnownOf(context);
        var told = new Dictionary<string, WorkspaceFile>(StringComparer.Ordinal);
        IReadOnlyList<string> open = names;
        while (open.Count > 0)
        {
            RunnerAnswer answer = await calls.Make(context, runner, NodeCommands.ToolsContext, Question(context, place, open, known, maxChars), cancellationToken);
            foreach (ToolContextFile file in answer.Result is { IsError: false, Files: { } files } ? files.OfType<ToolContextFile>() : [])
            {
                if (open.Contains(file.Name, StringComparer.Ordinal) && !file.Later && Take(file, known, maxChars) is { } taken)
                {
                    told[taken.Name] = taken;
                }
            }

            // What has no room in one answer comes with the next; an answer that tells of nothing ends it.
            List<string> left = [.. open.Where(name => !told.ContainsKey(name))];
            if (left.Count == open.Count)
            {
                return WorkspaceFiles.Unread("the runner could not tell of them");
            }

            open = left;
        }

        return new WorkspaceFiles([.. names.Select(name => told[name])]);
    }

    private static ToolRunParams Question(
        ToolContext context, ToolPlace place, IReadOnlyList<string> names, ConcurrentDictionary<string, WorkspaceFile> known, int maxChars) => new()
        {
            CallId = Guid.NewGuid().ToString(),
            Tool = RunnerTool.Read,
            Arguments = NoArguments,
            Context = context.For(place),
            TimeoutMs = (int)Patience.TotalMilliseconds,
            MaxOutputChars = RunnerTools.MaxKept,
            Files = new ToolContextQuery
            {
                Names = names,
                Known = names.Where(known.ContainsKey).ToDictionary(static name => name, name => known[name].Hash, StringComparer.Ordinal),
                MaxChars = maxChars,
            },
        };

    /// <summary>What is believed of what a runner says of a file; null for what says nothing.</summary>
    private static WorkspaceFile? Take(ToolContextFile file, ConcurrentDictionary<string, WorkspaceFile> known, int maxChars)
    {
        if (file.Problem is not null)
        {
            // Its words are a program's, and would stand in a prompt.
            return new WorkspaceFile(file.Name) { Problem = "it is no ordinary text file" };
        }

        if (file.Hash is null)
        {
            return new WorkspaceFile(file.Name);
        }

        if (file.Hash.Length != HashLength || !file.Hash.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        if (file.Head is null)
        {
            return known.TryGetValue(file.Name, out WorkspaceFile? before) && before.Hash == file.Hash ? before : null;
        }

        var taken = new WorkspaceFile(file.Name)
        {
            // Here, so that it is done once and not with each prompt.
            Head = WorkspaceText.Cleaned(TextPrefix.Of(file.Head, maxChars)),
            Tail = file.Tail is null ? null : WorkspaceText.Cleaned(ContextCut.Last(file.Tail, maxChars)),
            Bytes = Math.Max(file.Bytes, 0),
            Hash = file.Hash,
        };
        return known[file.Name] = taken;
    }

    private ConcurrentDictionary<string, WorkspaceFile> KnownOf(ToolContext context)
    {
        if (_known.Count >= MaxAgents && !_known.ContainsKey((context.Tenant, context.AgentId)))
        {
            // Any one of them, first of those with most agents: a tenant with many must not cost the others theirs.
            string largest = _known.Keys.CountBy(static agent => agent.Tenant).MaxBy(static tenant => tenant.Value).Key;
            _known.TryRemove(_known.Keys.First(agent => agent.Tenant == largest), out _);
        }

        return _known.GetOrAdd((context.Tenant, context.AgentId), static _ => new ConcurrentDictionary<string, WorkspaceFile>(StringComparer.Ordinal));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {Tenant}, agent {Agent}: runner {Runner} did not tell of the workspace's files in time; the prompt says so")]
    private partial void LogLate(string tenant, string agent, string? runner);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {Tenant}, agent {Agent}: the workspace's files could not be asked for; the prompt says so")]
    private partial void LogUnread(string tenant, string agent, Exception error);
}
