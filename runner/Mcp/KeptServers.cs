using System.Text.Json;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Programs;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Mcp;

/// <summary>The servers of tools that wait for further calls: so many, for so long, and each for one conversation in one sandbox.</summary>
/// <param name="limits">What they may take up.</param>
/// <param name="connector">Begins them.</param>
/// <param name="time">The clock.</param>
internal sealed class KeptServers(McpLimits limits, McpConnector connector, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<KeptServer> _servers = [];

    /// <summary>The server for a call, which may not be there yet. <see cref="Leave"/> follows.</summary>
    /// <exception cref="ToolRefusal">There are as many as there may be.</exception>
    public async Task<KeptServer> Take(ToolCall call, ProgramOwner owner, ToolMcpServer server)
    {
        // What it is and what it sees: a server of before a change of either is another one.
        var key = $"{call.Place.Workspace}\n{call.Place.Agent}\n{call.Place.Network}\n{call.Place.Limits}\n{string.Join('\0', call.Place.Environment)}\n{JsonSerializer.Serialize(server with { Tool = null }, RunnerJson.Default.ToolMcpServer)}";
        List<KeptServer> ended = [];
        try
        {
            lock (_gate)
            {
                ended.AddRange(_servers.Where(static each => each.IsOver && each.Calls == 0));
                _servers.RemoveAll(ended.Contains);
                var kept = _servers.Find(each => each.Owner == owner && each.Key == key && !each.IsOver) ?? Begin(call, owner, key, server, ended);
                kept.Take();
                return kept;
            }
        }
        finally
        {
            await Task.WhenAll(ended.Select(static each => each.End()));
        }
    }

    /// <summary>The call has ended.</summary>
    /// <param name="server">The server.</param>
    /// <param name="isOver">Whether it is ended with it: nobody knows any more what it does.</param>
    public async Task Leave(KeptServer server, bool isOver)
    {
        lock (_gate)
        {
            server.Leave();
            if (isOver)
            {
                _servers.Remove(server);
            }
        }

        if (isOver)
        {
            await server.End();
        }
    }

    /// <summary>Whether one is kept that works in a folder.</summary>
    /// <param name="workspace">The folder, outside of the sandbox.</param>
    public bool AreIn(string workspace)
    {
        lock (_gate)
        {
            return _servers.Exists(server => !server.IsOver && server.Workspace == workspace);
        }
    }

    /// <summary>The folders that servers of some work in.</summary>
    public IReadOnlyList<string> FoldersOf(Func<ProgramOwner, bool> whose)
    {
        lock (_gate)
        {
            return [.. _servers.Where(server => whose(server.Owner)).Select(static server => server.Workspace)];
        }
    }

    /// <summary>Ends some.</summary>
    public async Task End(Predicate<KeptServer> isMeant)
    {
        List<KeptServer> servers;
        lock (_gate)
        {
            servers = _servers.FindAll(isMeant);
            _servers.RemoveAll(servers.Contains);
        }

        await Task.WhenAll(servers.Select(static each => each.End()));
    }

    private KeptServer Begin(ToolCall call, ProgramOwner owner, string key, ToolMcpServer server, List<KeptServer> ended)
    {
        var own = _servers.FindAll(each => each.Owner == owner);
        if (own.Count >= limits.OfOne && own.Where(static each => each.Calls == 0).MinBy(static each => each.UsedAt) is { } oldest)
        {
            ended.Add(oldest);
            _servers.Remove(oldest);
            own.Remove(oldest);
        }

        if (_servers.Count >= limits.OfAll && _servers.Where(static each => each.Calls == 0).MinBy(static each => each.UsedAt) is { } idle)
        {
            // Whosever it is: many conversations that had one each keep no other from having any.
            ended.Add(idle);
            _servers.Remove(idle);
        }

        if (own.Count >= limits.OfOne || _servers.Count >= limits.OfAll)
        {
            throw new ToolRefusal($"as many servers of tools run as may ({limits.OfOne} of a session, {limits.OfAll} in all)");
        }

        var kept = new KeptServer(owner, call.Place.Workspace, key, cancel => connector.Connect(call, server, cancel), limits.Idle, time, EndIdle);
        _servers.Add(kept);
        return kept;
    }

    private void EndIdle(KeptServer server)
    {
        lock (_gate)
        {
            if (server.Calls > 0 || !_servers.Remove(server))
            {
                return;
            }
        }

        _ = server.End();
    }
}
