using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Discord;

/// <summary>One bot as Discord sees it: where it is, what it sent, what was asked of the API in its name, and its sessions.</summary>
public sealed partial class SimulatedDiscordBot
{
    private const long Epoch = 1_420_070_400_000;
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Uri gatewayRoot;
    private readonly Watchers watchers;
    private readonly List<SimulatedCall> calls = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SimulatedAnswer>> scripts = new(StringComparer.Ordinal);
    private long lastId;

    internal SimulatedDiscordBot(string token, string username, Uri gatewayRoot, TimeProvider time)
    {
        Token = token;
        Username = username;
        this.gatewayRoot = gatewayRoot;
        this.time = time;
        Id = NextId();
        watchers = new Watchers(gate, () =>
            $"bot {Username} has {sent.Count} sent messages, {sessions.Count} sessions and the calls [{string.Join(", ", calls.Select(call => call.Method))}]");
    }

    /// <summary>How long a wait may last before it fails.</summary>
    public TimeSpan Patience
    {
        get => watchers.Patience;
        set => watchers.Patience = value;
    }

    /// <summary>The secret.</summary>
    public string Token { get; }

    /// <summary>Its name.</summary>
    public string Username { get; }

    /// <summary>Its user id, which is also its application's.</summary>
    public string Id { get; }

    /// <summary>Every call that arrived, oldest first.</summary>
    public IReadOnlyList<SimulatedCall> Calls => Read(() => calls.ToArray());

    /// <summary>Puts an answer in the place of the next usual one of a method; several are used in turn.</summary>
    public SimulatedDiscordBot Script(string method, params ReadOnlySpan<SimulatedAnswer> answers)
    {
        var queue = scripts.GetOrAdd(method, _ => new ConcurrentQueue<SimulatedAnswer>());
        foreach (var answer in answers)
        {
            queue.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Completes when a method was called at least so many times.</summary>
    public Task WhenCalled(string method, int count = 1) =>
        watchers.When(() => calls.Count(call => call.Method == method) >= count, $"{count} calls of {method}");

    /// <summary>Completes when at least so many messages are visible.</summary>
    public Task WhenSent(int count) => watchers.When(() => sent.Count >= count, $"{count} sent messages");

    /// <summary>Completes when the condition holds.</summary>
    public Task When(Func<bool> condition, string phase) => watchers.When(condition, phase);

    /// <summary>A new id; later ones are greater.</summary>
    public string NextId()
    {
        lock (gate)
        {
            var least = (time.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << 22;
            lastId = Math.Max(lastId + 1, least);
            return lastId.ToString(CultureInfo.InvariantCulture);
        }
    }

    internal JsonObject Me() => new()
    {
        ["id"] = Id, ["username"] = Username, ["discriminator"] = "4711", ["global_name"] = null, ["bot"] = true,
    };

    internal void Close()
    {
        foreach (var session in Read(() => sessions.ToArray()))
        {
            session.Drop();
        }
    }

    internal string Now() => time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    private T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
