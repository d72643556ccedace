using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Inbound;

namespace Moltbot.Gateway.Channels.Discord.Probing;

/// <summary>Asks Discord who a bot is and what it may see.</summary>
internal sealed class DiscordProber(DiscordApi api, TimeProvider time)
{
    public async Task<DiscordProbe> Probe(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var me = await api.GetCurrentUser(cancellation);
        if (!me.Ok)
        {
            return new DiscordProbe
            {
                Ok = false,
                Status = me.Error.Code == 0 ? null : me.Error.Code,
                Error = me.Error.ToString(),
                Failure = ProbeFailure.Of(me.Error),
                ElapsedMs = Since(began),
            };
        }

        // Of less weight: a bot whose application cannot be asked for works all the same.
        var application = await api.GetApplication(cancellation);
        return new DiscordProbe
        {
            Ok = true,
            ElapsedMs = Since(began),
            Bot = new ProbedDiscordBot(me.Value.Id, ForeignText.Label(me.Value.Username)),
            Application = application.Ok
                ? new ProbedApplication(application.Value.Id, application.Value.Flags, application.Value.Flags is { } flags ? ProbedIntents.Of(flags) : null)
                : null,
        };
    }

    private long Since(long began) => (long)time.GetElapsedTime(began).TotalMilliseconds;
}
