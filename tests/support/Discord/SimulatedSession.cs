using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Discord;

/// <summary>A session of the gateway: its events are kept until it is over, and come again to who takes it up.</summary>
public sealed class SimulatedSession
{
    private readonly SimulatedDiscordBot bot;
    private readonly Lock gate;
    private readonly List<(long Number, JsonObject Frame)> events = [];
    private long confirmed;

    internal SimulatedSession(SimulatedDiscordBot bot, Lock gate, int intents, DateTimeOffset at)
    {
        At = at;
        this.bot = bot;
        this.gate = gate;
        Intents = intents;
    }

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public int Intents { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset At { get; }

    /// <summary>How often it was taken up.</summary>
    public int Resumed { get; private set; }

    /// <summary>From which event on, the last time.</summary>
    public long ResumedFrom { get; private set; }

    /// <summary>How often its connection ended, or another took its place.</summary>
    public int Lost { get; private set; }

    /// <summary>Whether it cannot be taken up any more.</summary>
    public bool IsOver { get; set; }

    public bool IsConnected => Connection is not null;

    /// <summary>The last event that the client counts as received; 0 when it never said.</summary>
    public long Confirmed
    {
        get
        {
            lock (gate)
            {
                return confirmed;
            }
        }
    }

    internal long LastSequence
    {
        get
        {
            lock (gate)
            {
                return events.Count;
            }
        }
    }

    internal SimulatedGatewayConnection? Connection { get; set; }

    internal void Add(long number, string type, JsonObject data)
    {
        lock (gate)
        {
            var frame = new JsonObject { ["op"] = 0, ["s"] = events.Count + 1, ["t"] = type, ["d"] = bot.ShownTo(this, type, data) };
            events.Add((number, frame));
            Connection?.Send(frame);
        }
    }

    internal void TakeUp(SimulatedGatewayConnection connection, long after)
    {
        lock (gate)
        {
            if (Connection is { } former)
            {
                former.Drop();
                Lost++;
            }

            Connection = connection;
            Resumed++;
            ResumedFrom = after;
            Confirm(after);
            foreach (var (_, frame) in events.Skip((int)after))
            {
                connection.Send(frame);
            }

            Add(0, "RESUMED", []);
        }

        bot.Changed();
    }

    internal void Confirm(long sequence)
    {
        lock (gate)
        {
            confirmed = Math.Max(confirmed, sequence);
        }

        bot.Changed();
    }

    internal bool Confirms(long number)
    {
        lock (gate)
        {
            return events.FindIndex(entry => entry.Number == number) is var index and >= 0 && index < confirmed;
        }
    }

    internal void Disconnected(SimulatedGatewayConnection connection)
    {
        lock (gate)
        {
            if (Connection == connection)
            {
                Connection = null;
                Lost++;
            }
        }

        bot.Changed();
    }

    internal void Send(JsonObject frame) => Connection?.Send(frame);

    internal void SendRaw(string text) => Connection?.SendRaw(text);

    internal void Drop() => Connection?.Drop();

    internal void Close(int code) => Connection?.Close(code);
}
