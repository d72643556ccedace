using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Discord;

public sealed partial class SimulatedDiscordBot
{
    private const int MessageContent = 1 << 15;
    private readonly List<SimulatedSession> sessions = [];
    private readonly List<DateTimeOffset> identifies = [];
    private long published;
    private int heartbeats;

    /// <summary>How often the gateway wants to be told that the client is there.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>Whether heartbeats are answered.</summary>
    public bool AnswersHeartbeats { get; set; } = true;

    /// <summary>Whether the gateway takes connections; otherwise it breaks them off.</summary>
    public bool GatewayIsUp { get; set; } = true;

    /// <summary>Whether READY has the shape that the documentation says.</summary>
    public bool ReadyIsReadable { get; set; } = true;

    /// <summary>Whether the connection breaks where READY should come.</summary>
    public bool DropsInsteadOfReady { get; set; }

    /// <summary>Whether sessions can be taken up again.</summary>
    public bool KeepsSessions { get; set; } = true;

    /// <summary>The privileged intents that were not switched on in the developer portal.</summary>
    public int RefusedIntents { get; set; }

    /// <summary>What getGatewayBot says the identifies left are.</summary>
    public int IdentifiesLeft { get; set; } = 1000;

    /// <summary>When that begins anew.</summary>
    public TimeSpan IdentifiesResetAfter { get; set; } = TimeSpan.FromHours(4);

    /// <summary>What READY says the gateway's address is; the true one when null.</summary>
    public string? ResumeUrl { get; set; }

    /// <summary>The flags of the application: which privileged intents are switched on.</summary>
    public int ApplicationFlags { get; set; } = 1 << 19;

    /// <summary>The sessions there were, oldest first.</summary>
    public IReadOnlyList<SimulatedSession> Sessions => Read(() => sessions.ToArray());

    /// <summary>How often a session began or was taken up.</summary>
    public int Connected => Read(CountConnected);

    /// <summary>Completes when sessions began or were taken up so many times.</summary>
    public Task WhenConnected(int count = 1) => watchers.When(() => CountConnected() >= count, $"connection {count}");

    /// <summary>Completes when sessions lost their connection so many times.</summary>
    public Task WhenDisconnected(int count = 1) => watchers.When(() => sessions.Sum(session => session.Lost) >= count, $"the end of connection {count}");

    /// <summary>Completes when sessions were taken up so many times.</summary>
    public Task WhenResumed(int count = 1) => watchers.When(() => sessions.Sum(session => session.Resumed) >= count, $"{count} sessions taken up");

    /// <summary>Completes when so many heartbeats came; those that are answered were answered before.</summary>
    public Task WhenHeartbeats(int count) => watchers.When(() => Volatile.Read(ref heartbeats) >= count, $"heartbeat {count}");

    /// <summary>
    /// Completes when an event is confirmed: the client counts it as received, in a heartbeat or when it takes up the session. Heartbeats
    /// come with time.
    /// </summary>
    public Task WhenConfirmed(long number) => watchers.When(() => IsConfirmed(number), $"the confirmation of event {number}");

    /// <summary>Whether an event is confirmed.</summary>
    public bool IsConfirmed(long number) => Read(() => sessions.Exists(session => session.Confirms(number)));

    /// <summary>Has the client take up its session on a new connection, as Discord does when it moves.</summary>
    public void AskToReconnect() => Latest()?.Send(new JsonObject { ["op"] = 7, ["d"] = null });

    /// <summary>Tells the client that its session is over, or could be taken up.</summary>
    public void Invalidate(bool resumable)
    {
        if (!resumable)
        {
            KeepsNone();
        }

        Latest()?.Send(new JsonObject { ["op"] = 9, ["d"] = resumable });
    }

    /// <summary>Breaks the connection.</summary>
    public void Drop() => Latest()?.Drop();

    /// <summary>Closes the connection with a code.</summary>
    public void CloseWith(int code) => Latest()?.Close(code);

    /// <summary>Asks for a heartbeat.</summary>
    public void AskForHeartbeat() => Latest()?.Send(new JsonObject { ["op"] = 1, ["d"] = null });

    /// <summary>Sends anything at all.</summary>
    public void SendRaw(string text) => Latest()?.SendRaw(text);

    /// <summary>Tells all sessions that asked for the kind.</summary>
    /// <param name="intent">The intents of which a session needs one; 0 for what everybody is told.</param>
    /// <param name="type">The event's name.</param>
    /// <param name="data">What it tells.</param>
    /// <returns>The event's number, by which <see cref="WhenConfirmed"/> knows it.</returns>
    public long Publish(int intent, string type, JsonObject data)
    {
        long number;
        lock (gate)
        {
            number = ++published;
            foreach (var session in sessions.Where(session => intent == 0 || (session.Intents & intent) != 0))
            {
                session.Add(number, type, data);
            }
        }

        watchers.Changed();
        return number;
    }

    internal long PublishMessage(string type, JsonObject message, bool isGuild) =>
        Publish(isGuild ? 1 << 9 : 1 << 12, type, message);

    /// <summary>What a session may read of a message: outside direct chats and mentions the text is a privilege.</summary>
    internal JsonObject ShownTo(SimulatedSession session, string type, JsonObject data)
    {
        var shown = (JsonObject)data.DeepClone();
        var isMessage = type is "MESSAGE_CREATE" or "MESSAGE_UPDATE";
        var isNamed = (shown["mentions"] as JsonArray)?.Any(mention => mention?["id"]?.GetValue<string>() == Id) == true;
        if (isMessage && shown["guild_id"] is not null && !isNamed && (session.Intents & MessageContent) == 0)
        {
            shown["content"] = "";
        }

        return shown;
    }

    /// <summary>Begins a session; the close code when it is refused, 0 when it has to wait.</summary>
    internal (SimulatedSession? Session, int Refused) Identify(SimulatedGatewayConnection connection, int intents)
    {
        if ((intents & RefusedIntents) != 0)
        {
            return (null, 4014);
        }

        lock (gate)
        {
            var now = time.GetUtcNow();
            if (IdentifiesLeft <= 0 || (identifies.Count > 0 && now - identifies[^1] < TimeSpan.FromSeconds(5)))
            {
                return (null, 0);
            }

            IdentifiesLeft--;
            identifies.Add(now);
            var session = new SimulatedSession(this, gate, intents, now) { Connection = connection };
            sessions.Add(session);
            if (DropsInsteadOfReady)
            {
                connection.Drop();
                return (session, 0);
            }

            session.Add(0, "READY", new JsonObject
            {
                ["v"] = 10, ["user"] = Me(), [ReadyIsReadable ? "session_id" : "session"] = session.Id, ["resume_gateway_url"] = ResumeUrl ?? gatewayRoot.AbsoluteUri,
                ["application"] = new JsonObject { ["id"] = Id, ["flags"] = ApplicationFlags },
                ["guilds"] = new JsonArray([.. guilds.Keys.Select(id => new JsonObject { ["id"] = id, ["unavailable"] = true })]),
            });
            foreach (var guild in guilds.Values)
            {
                session.Add(0, "GUILD_CREATE", Whole(guild));
            }

            return (session, 0);
        }
    }

    internal SimulatedSession? Find(string? sessionId, long sequence) =>
        KeepsSessions ? Read(() => sessions.Find(session => session.Id == sessionId && !session.IsOver && sequence <= session.LastSequence)) : null;

    internal void Changed() => watchers.Changed();

    internal void CountHeartbeat()
    {
        Interlocked.Increment(ref heartbeats);
        watchers.Changed();
    }

    private int CountConnected() => sessions.Count + sessions.Sum(session => session.Resumed);

    private SimulatedSession? Latest() => Read(() => sessions.LastOrDefault());

    private void KeepsNone()
    {
        foreach (var session in Sessions)
        {
            session.IsOver = true;
        }
    }

    private JsonObject GatewayBot() => new()
    {
        ["url"] = gatewayRoot.AbsoluteUri,
        ["shards"] = 1,
        ["session_start_limit"] = new JsonObject
        {
            ["total"] = 1000, ["remaining"] = IdentifiesLeft, ["reset_after"] = (long)IdentifiesResetAfter.TotalMilliseconds, ["max_concurrency"] = 1,
        },
    };
}
