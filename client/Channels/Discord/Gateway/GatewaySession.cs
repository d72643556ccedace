using System.Globalization;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>
/// A session of the gateway, which outlives its connections: who has its id and the number of the last event gets all that came after it.
/// Safe for concurrent use.
/// </summary>
/// <param name="id">Discord's id.</param>
/// <param name="resumeUrl">Where to take it up; null for the gateway's own address.</param>
/// <param name="stored">The last event that is dealt with for good.</param>
internal sealed class GatewaySession(string id, string? resumeUrl, long stored)
{
    private long received = stored;
    private long stored = stored;

    public string Id => id;

    public string? ResumeUrl => resumeUrl;

    /// <summary>The last event that arrived.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>The last event that is dealt with for good: what is confirmed to Discord.</summary>
    public long Stored => Volatile.Read(ref stored);

    /// <summary>An event arrived; false when it is one that arrived before.</summary>
    public bool TryReceive(long sequence)
    {
        // Only the connection's reader calls this.
        if (sequence <= Received)
        {
            return false;
        }

        Volatile.Write(ref received, sequence);
        return true;
    }

    /// <summary>An event cannot be kept; it has to come again.</summary>
    public void GiveBack(long sequence) => Volatile.Write(ref received, sequence - 1);

    /// <summary>An event is dealt with; they are in order.</summary>
    public void Store(long sequence) => Volatile.Write(ref stored, sequence);

    /// <summary>The place to go on from, for whoever has the account next.</summary>
    /// <param name="owner">Tells the bot and its intents apart: a session belongs to both.</param>
    /// <param name="sequence">The last event that is dealt with by then; null for the one that is now.</param>
    public string ToCursor(string owner, long? sequence = null) =>
        string.Create(CultureInfo.InvariantCulture, $"1 {owner} {id} {sequence ?? Stored} {resumeUrl}");

    /// <summary>The session of a cursor; null when it is another's, or none.</summary>
    public static GatewaySession? FromCursor(string? cursor, string owner) =>
        cursor?.Split(' ', 5) is ["1", var whose, { Length: > 0 } id, var number, var url] && whose == owner
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var stored)
            ? new GatewaySession(id, url.Length > 0 ? url : null, stored)
            : null;
}
