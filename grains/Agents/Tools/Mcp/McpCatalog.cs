using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Policy;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Sandboxes;
using Moltbot.Policy.Tools.Mcp;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools.Mcp;

/// <summary>
/// Which tools the servers have that the configuration names: asked of an agent's runner, kept for a while, and believed so far as it can be shown to a
/// model. No turn fails for it or waits for long; a tenant without servers pays nothing.
/// </summary>
internal sealed partial class McpCatalog(RunnerCalls calls, ITenantConfigurations configurations, TimeProvider time, ILogger<McpCatalog> logger)
{
    /// <summary>How long a turn waits for servers that have said nothing yet. Arbitrary: what a person hardly notices, once.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long what a server said counts. Arbitrary: tools come and go with the server's next version.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>How long a server that could not be asked is left alone.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>How long a server may take to say what it has, milliseconds. Arbitrary: programs that load much begin slowly.</summary>
    private const int TimeoutMs = 20_000;

    /// <summary>Agents whose servers are kept; of more all are asked anew. Arbitrary.</summary>
    private const int MaxAgents = 1024;

    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    private readonly ConcurrentDictionary<(string Tenant, string Agent), Known> _known = new();

    /// <summary>What the servers of an agent say they have.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="waits">Whether servers that have said nothing yet are waited for, <see cref="Patience"/> at most.</param>
    public async ValueTask<McpListing> Tools(string tenant, string agentId, bool waits = true)
    {
        TenantConfiguration configuration = await configurations.Get(tenant);
        if (!configuration.Document.Section("mcp").Exists)
        {
            return McpListing.None;
        }

        Known known = KnownOf(tenant, agentId, configuration);
        if (known.Answers.Count == 0)
        {
            return McpListing.None;
        }

        await Wait([.. known.Answers.Select(each => each.Refresh(server => Ask(tenant, agentId, server, configuration.Document), time))], waits);
        return known.Listing();
    }

    private async Task Wait(IReadOnlyList<(Task Answer, TimeSpan Waited)> asked, bool waits)
    {
        TimeSpan left = Patience - asked.Where(static each => !each.Answer.IsCompleted).Select(static each => each.Waited).DefaultIfEmpty(Patience).Min();
        if (!waits || left <= TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await Task.WhenAll(asked.Select(static each => each.Answer)).WaitAsync(left, time);
        }
        catch (TimeoutException)
        {
            // They go on; the next turn has what they say.
        }
    }

    private Known KnownOf(string tenant, string agentId, TenantConfiguration configuration)
    {
        if (_known.TryGetValue((tenant, agentId), out Known? known) && known.Configuration == configuration.Version)
        {
            return known;
        }

        if (_known.Count >= MaxAgents)
        {
            _known.Clear();
        }

        // A server of which the configuration says the same is the same one.
        var before = known?.Answers.ToDictionary(static each => each.Key, StringComparer.Ordinal) ?? [];
        return _known[(tenant, agentId)] = new Known(configuration.Version,
        [
            .. McpServers.Of(configuration.Document)
                .Select(static server => (Server: server, Key: server.TimeoutMs.ToString(CultureInfo.InvariantCulture) + JsonSerializer.Serialize(server.ForRunner(), RunnerJson.Default.ToolMcpServer)))
                .Select(each => before.GetValueOrDefault(each.Key) ?? new McpAnswers(each.Server, each.Key)),
        ]);
    }

    private async Task<IReadOnlyList<McpTool>?> Ask(string tenant, string agentId, McpServer server, ConfigDocument document)
    {
        try
        {
            ToolPlace place = PlaceOf(agentId, document);
            ToolContext context = ContextOf(tenant, agentId);
            if (await calls.Lease(context, place) is not { } runner)
            {
                return null;
            }

            RunnerAnswer answer = await calls.Make(context, runner, NodeCommands.ToolsMcp, new ToolRunParams
            {
                CallId = Guid.NewGuid().ToString(),
                Tool = McpNames.Prefix + server.Name,
                Arguments = NoArguments,
                Context = context.For(place),
                TimeoutMs = TimeoutMs,
                MaxOutputChars = RunnerTools.MaxKept,
                Mcp = server.ForRunner(),
            }, CancellationToken.None);
            if (answer.Result is { IsError: false, McpTools: { } said })
            {
                IReadOnlyList<McpTool> tools = McpTool.Of(server, said.OfType<ToolMcpTool>().Select(static tool => (tool.Name, tool.Description, tool.Schema)));
                LogListed(tenant, agentId, server.Name, tools.Count, said.Count - tools.Count);
                return tools;
            }
        }
        catch (Exception e)
        {
            LogFailed(tenant, agentId, server.Name, e);
            return null;
        }

        LogSilent(tenant, agentId, server.Name);
        return null;
    }

    /// <summary>In a sandbox of its own, which sees no workspace: nobody asked for anything yet.</summary>
    private static ToolPlace PlaceOf(string agentId, ConfigDocument document)
    {
        var settings = SandboxSettings.Of(document, agentId);
        return new ToolPlace
        {
            IsSandboxed = true,
            SandboxKey = $"mcp:{agentId}",
            LeaseKey = ToolPlace.LeaseOf(agentId),
            WorkspaceAccess = "none",
            HasNetwork = settings.HasNetwork,
            IdleMinutes = settings.Pruning.IdleMinutes,
            MaxAgeMinutes = settings.Pruning.MaxAgeMinutes,
            Limits = ToolReports.Limits(settings.Ceilings),
        };
    }

    private static ToolContext ContextOf(string tenant, string agentId) => new()
    {
        Tenant = tenant,
        AgentId = agentId,
        SessionKey = $"mcp:{agentId}",
        SessionId = "",
        RunId = "",
        Principal = "",
        Use = new ToolUse(),
    };

    /// <summary>The servers of an agent by one version of the configuration.</summary>
    private sealed class Known(long configuration, IReadOnlyList<McpAnswers> answers)
    {
        private readonly Lock _gate = new();
        private IReadOnlyList<McpTool>?[] _of = [];
        private McpListing _listing = McpListing.None;

        public long Configuration => configuration;

        public IReadOnlyList<McpAnswers> Answers => answers;

        /// <summary>What is known of them all; the same object until one says something else.</summary>
        public McpListing Listing()
        {
            lock (_gate)
            {
                IReadOnlyList<McpTool>?[] now = [.. answers.Select(static each => each.Tools)];
                if (!now.SequenceEqual(_of))
                {
                    _of = now;
                    _listing = new McpListing(
                        McpTool.Within(McpTool.MostTextOfAgent, [.. now.SelectMany(static tools => tools ?? []).Take(McpTool.MostOfAgent)]),
                        [.. answers.Zip(now).Where(static each => each.Second is null).Select(static each => each.First.Server.Name)]);
                }

                return _listing;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {Tenant}, agent {Agent}: MCP server {Server} has {Tools} tools that can be offered, and {Others} that cannot (their names or arguments are none that models take)")]
    private partial void LogListed(string tenant, string agent, string server, int tools, int others);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {Tenant}, agent {Agent}: MCP server {Server} did not say what tools it has; it is asked again in a minute")]
    private partial void LogSilent(string tenant, string agent, string server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {Tenant}, agent {Agent}: MCP server {Server} could not be asked")]
    private partial void LogFailed(string tenant, string agent, string server, Exception error);
}
