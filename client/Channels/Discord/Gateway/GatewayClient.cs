using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>
/// Keeps a session with the gateway over its connections: takes it up again where it can, begins a new one where it must, after growing
/// pauses, and never more often than Discord allows.
/// </summary>
internal sealed partial class GatewayClient(
    DiscordAccount account, IdentifyAllowance allowance, ConnectionStatus status, Func<double> random, TimeProvider time, ILogger logger)
{
    /// <summary>The pause when only a person can help, in the developer portal perhaps; a change of the configuration starts the account anew at once.</summary>
    public static readonly TimeSpan GivenUpPause = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>So that a day's allowance lasts for the day, whatever goes wrong.</summary>
    private static readonly TimeSpan LongestIdentifyPause = TimeSpan.FromMinutes(2);

    /// <summary>What a connection lasts at least that counts as one.</summary>
    private static readonly TimeSpan Stable = TimeSpan.FromMinutes(1);

    /// <summary>What happened and is not stored yet.</summary>
    public GatewayBacklog Events { get; } = new();

    /// <summary>Serves until stopped.</summary>
    /// <param name="session">A session to take up; null for none.</param>
    /// <param name="stop">Ends it; the session can be taken up again.</param>
    public async Task Run(GatewaySession? session, CancellationToken stop)
    {
        Uri? address = null;
        var failures = 0;
        while (true)
        {
            address = await Address(session, address, stop);
            var began = time.GetTimestamp();
            var connection = new GatewayConnection(account, Events, random, time, logger);

            // A host that does not answer where READY said may do so at the gateway's own address.
            var resumeAt = session is null || failures >= 2 ? address : account.Addresses.ForResume(session.ResumeUrl, address);
            var end = await connection.Run(resumeAt, session, stop);
            LogEnded(end.Reason);
            session = end.Next == GatewayNext.Resume ? connection.Session : null;
            failures = connection.IsEstablished && time.GetElapsedTime(began) >= Stable ? 0 : failures + 1;
            await status.Failed(failures + 1, end.Reason);

            // What cannot be taken up, since no session had begun, is begun anew.
            var next = end.Next == GatewayNext.Resume && session is null ? GatewayNext.Identify : end.Next;
            await Task.Delay(next == GatewayNext.GiveUp ? GivenUpPause : PauseAfter(failures, next), time, stop);
            await Room(stop);
        }
    }

    /// <summary>A new session needs an allowance; one that goes on needs the address alone, which may be known.</summary>
    private async Task<Uri> Address(GatewaySession? session, Uri? known, CancellationToken stop)
    {
        if (session is not null && known is not null)
        {
            return known;
        }

        while (true)
        {
            var gateway = session is null ? await allowance.Take(stop) : await allowance.Ask(stop);
            if (account.Addresses.ForNew(gateway.Url) is { } address)
            {
                return address;
            }

            await status.Failed(1, "Discord's API names no address of the gateway that the token may be shown to");
            await Task.Delay(LongestPause, time, stop);
        }
    }

    /// <summary>None after a connection that worked; then doubling, of which a random half is left out, so that not all come back at once.</summary>
    private TimeSpan PauseAfter(int failures, GatewayNext next)
    {
        var longest = next == GatewayNext.Identify ? LongestIdentifyPause : LongestPause;
        var grown = failures == 0 ? TimeSpan.Zero : FirstPause * Math.Pow(2, Math.Min(failures, 10) - 1);
        var bounded = grown < longest ? grown : longest;

        // After an invalid session Discord asks for 1 to 5 s.
        var least = next == GatewayNext.Identify ? FirstPause * (1 + (4 * random())) : TimeSpan.Zero;
        var jittered = bounded * (1 - (random() / 2));
        return jittered > least ? jittered : least;
    }

    /// <summary>Waits until there is room for events again.</summary>
    private async Task Room(CancellationToken stop)
    {
        while (Events.IsHalfFull)
        {
            await Task.Delay(FirstPause, time, stop);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A connection of Discord's gateway ended: {Reason}.")]
    private partial void LogEnded(string reason);
}
