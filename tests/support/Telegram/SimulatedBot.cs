using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Telegram;

/// <summary>One bot as Telegram sees it: who talks to it, what it sent, what was asked of the API in its name.</summary>
public sealed partial class SimulatedBot
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly UpdateQueue updates;
    private readonly CancellationTokenSource closing = new();
    private readonly List<SimulatedCall> calls = [];
    private readonly List<SimulatedMessage> sent = [];
    private readonly Dictionary<long, JsonObject> chats = [];
    private readonly HashSet<(long Chat, long Message)> known = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SimulatedAnswer>> scripts = new(StringComparer.Ordinal);
    private readonly Watchers watchers;
    private long lastMessageId = 1000;

    internal SimulatedBot(string token, string username, TimeProvider time)
    {
        Token = token;
        Username = username;
        this.time = time;
        updates = new UpdateQueue(time);
        watchers = new Watchers(gate, () => $"bot {Id} has {sent.Count} sent messages and the calls [{string.Join(", ", calls.Select(call => call.Method))}]");
    }

    /// <summary>How long a wait may last before it fails; above what anything takes, but for the handover of a lease.</summary>
    public TimeSpan Patience
    {
        get => watchers.Patience;
        set => watchers.Patience = value;
    }

    /// <summary>The secret.</summary>
    public string Token { get; }

    /// <summary>The name for mentions, without @.</summary>
    public string Username { get; }

    /// <summary>The bot's user id.</summary>
    public long Id => long.Parse(Token.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Every call that arrived, oldest first.</summary>
    public IReadOnlyList<SimulatedCall> Calls => Read(() => calls.ToArray());

    /// <summary>The messages that people can see, oldest first.</summary>
    public IReadOnlyList<SimulatedMessage> Sent => Read(() => sent.ToArray());

    /// <summary>The ids of the updates that Telegram still holds.</summary>
    public IReadOnlyList<long> Unconfirmed => updates.Unconfirmed;

    /// <summary>The highest offset asked for: every update below it is forgotten.</summary>
    public long ConfirmedBelow => updates.ConfirmedBelow;

    /// <summary>Whether a poll waits that has no answer coming.</summary>
    internal bool HoldsPoll => updates.IsHolding;

    /// <summary>What people sent beside texts.</summary>
    public PlatformFiles Files { get; } = new();

    /// <summary>The menu set by setMyCommands.</summary>
    public IReadOnlyList<string> Menu { get; private set; } = [];

    /// <summary>Puts an answer in the place of the next usual one of a method; several are used in turn.</summary>
    public SimulatedBot Script(string method, params ReadOnlySpan<SimulatedAnswer> answers)
    {
        var queue = scripts.GetOrAdd(method, _ => new ConcurrentQueue<SimulatedAnswer>());
        foreach (var answer in answers)
        {
            queue.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Completes when at least so many messages are visible.</summary>
    public Task WhenSent(int count) => When(() => sent.Count >= count, $"{count} sent messages");

    /// <summary>Completes when a method was called at least so many times and each call had its effect; of a poll, that it waits.</summary>
    public Task WhenCalled(string method, int count = 1) =>
        When(() => calls.Count(call => call.Method == method) >= count, $"{count} calls of {method}");

    /// <summary>Completes when clients asked for updates, each after it had put any webhook away, so many times.</summary>
    public Task WhenPolling(int count) => When(
        () => calls.Where(call => call.Method == "deleteWebhook").ElementAtOrDefault(count - 1) is { } cleared
            && calls.FindLastIndex(call => call.Method == "getUpdates") > calls.IndexOf(cleared),
        $"poll {count}");

    /// <summary>Completes when an update is confirmed.</summary>
    public Task WhenConfirmed(long updateId) => When(() => updates.ConfirmedBelow > updateId, $"the confirmation of update {updateId}");

    internal JsonObject Me() => new()
    {
        ["id"] = Id, ["is_bot"] = true, ["first_name"] = Username, ["username"] = Username,
        ["can_join_groups"] = true, ["can_read_all_group_messages"] = false, ["supports_inline_queries"] = false, ["has_topics_enabled"] = HasTopics,
    };

    internal void Close()
    {
        closing.Cancel();
    }

    internal async Task<SimulatedAnswer> Call(string method, JsonObject body, CancellationToken cancellation)
    {
        lock (gate)
        {
            calls.Add(new SimulatedCall(method, (JsonObject)body.DeepClone(), time.GetUtcNow()));
        }

        if (scripts.TryGetValue(method, out var script) && script.TryDequeue(out var scripted))
        {
            if (scripted.HasEffect)
            {
                await Perform(method, body, cancellation);
            }

            Changed();
            return scripted;
        }

        try
        {
            // Whoever waits for this call hears of it when it has had its effect or, for a poll, taken the place of the poll before.
            var performing = Perform(method, body, cancellation);
            Changed();
            var answer = await performing;
            Changed();
            return answer;
        }
        catch (BadRequest refused)
        {
            return refused.Answer;
        }
        catch (OperationCanceledException)
        {
            return SimulatedAnswer.Break();
        }
    }

    private Task When(Func<bool> condition, string phase) => watchers.When(condition, phase);

    private void Changed() => watchers.Changed();

    private T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
