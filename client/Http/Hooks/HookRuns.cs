using System.Globalization;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.Gateway.Methods.Cron;
using Moltbot.Gateway.Methods.Outbound;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Hooks;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Hooks;

/// <summary>
/// What hooks cause. A run of a hook is nobody's: it gives no commands, chooses no model, reads its text as a stranger's, and its session
/// is one of hooks unless the configuration names another (A15).
/// </summary>
internal sealed partial class HookRuns(
    GatewayOptions options, IGrainFactory grains, SendTargets targets, TimeProvider time, ILogger<HookRuns> logger)
{
    /// <summary>Longest text that a model is given, UTF-16 units. Arbitrary: a long mail.</summary>
    public const int MaxMessage = 100_000;

    /// <summary>Longest line that a session is told, UTF-16 units.</summary>
    public const int MaxLine = 2_000;

    /// <summary>The channels that an answer may go by. Those that there are: which of them a tenant has is nothing for a caller of hooks.</summary>
    public IReadOnlyList<string> Channels => [.. targets.Offered.Order(StringComparer.Ordinal)];

    /// <summary>Leaves a line, marked as foreign: for a heartbeat at once where there are some and it asks for that, else for the main session's next prompt.</summary>
    public async Task Tell(string tenant, ConfigDocument document, HookWake wake)
    {
        Note(tenant, "wake", wake.Text);
        string key = SessionAddress.NamingOf(document).MainSessionKey();
        string line = $"A hook (external, untrusted) says: {ExternalContent.Line(wake.Text, MaxLine)}";
        ISessionGrain main = Session(tenant, key);
        if (wake.Mode != HookWake.Now || !await HeartbeatWake.Try(grains, tenant, document, line))
        {
            await main.AddSystemEvent(key, line);
        }
    }

    /// <summary>Starts a run; its id, or why there is none.</summary>
    public async Task<GatewayResult<string>> Start(string tenant, ConfigDocument document, string hook, HookRun run, CancellationToken cancel)
    {
        if (run.Message.Length > MaxMessage)
        {
            return GatewayError.Invalid($"message too long ({run.Message.Length} > {MaxMessage} characters)");
        }

        if (run.Model is not null && hook == "agent")
        {
            return GatewayError.Invalid("the caller of a hook does not choose the model");
        }

        string runId = Guid.NewGuid().ToString();
        string named = run.SessionKey ?? HookSessions.Prefix + runId;
        if (!run.IsSessionConfigured && !HookSessions.IsOne(named))
        {
            return GatewayError.Invalid($"sessionKey must begin with \"{HookSessions.Prefix}\"");
        }

        if (!SessionAddress.Read(document, named).TryGet(out string? key, out GatewayError? bad)
            || !(await ReplyTo(tenant, document, key, hook, run, cancel)).TryGet(out HookReply? reply, out bad))
        {
            return bad;
        }

        Note(tenant, hook, run.Message);
        DateTimeOffset now = time.GetUtcNow();
        TurnReceipt receipt = await Session(tenant, key).Enqueue(new TurnRequest
        {
            RunId = runId,
            SessionKey = key,
            SessionKeyAsSent = named,
            Message = ExternalContent.Prompt(
                run.Message, HookSessions.SourceOf(named), run.Name, runId, now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            Origin = TurnOrigin.Hook,
            // As left out when it is no level, as a node's.
            Thinking = run.Thinking is { } level ? SettingWords.Thinking(level).Value : null,
            TimeoutMs = (long?)run.Timeout?.TotalMilliseconds,
            ReplyTo = reply.Target,
            ReceivedAt = now.ToUnixTimeMilliseconds(),
            CommandsAllowed = false,
            Principal = $"hook:{ExternalContent.Line(hook)}",
        });
        return receipt.Disposition == TurnDisposition.Refused ? TurnRefusal.Of(receipt) : runId;
    }

    /// <summary>Where the answer would go; whether it may is the session's to say. Nowhere, when nobody has written to the main session yet.</summary>
    private async Task<GatewayResult<HookReply>> ReplyTo(string tenant, ConfigDocument document, string key, string hook, HookRun run, CancellationToken cancel)
    {
        if (run.Deliver is not true)
        {
            return new HookReply(null);
        }

        string main = SessionAddress.NamingOf(document).CanonicalMain(SessionKeys.AgentIdOf(key), SessionKeys.DefaultMainKey);
        ReplyTarget? last = (await Session(tenant, key).Entry())?.LastRoute ?? (await Session(tenant, main).Entry())?.LastRoute;
        if (run.Channel == HookRun.LastChat || run.To is not { } to)
        {
            return new HookReply(run.Channel == HookRun.LastChat || run.Channel == last?.Channel ? last : null);
        }

        // The platform is asked of no chat that the answer may not go to: what it says of chats is not a stranger's to learn.
        if (!targets.Read(document, run.Channel!, to, null, null).TryGet(out ReplyTarget? wanted, out GatewayError? bad))
        {
            return TooFar(tenant, hook, bad.Message);
        }

        if (HookReach.RefusalOf(document, Chat(wanted), last is null ? null : Chat(last)) is not null)
        {
            return TooFar(tenant, hook, "neither a mapping nor tools.message lets it go there");
        }

        if ((await targets.Find(tenant, document, run.Channel!, to, null, null, cancel)).TryGet(out wanted, out bad))
        {
            return new HookReply(wanted);
        }

        return bad.Retryable == true
            ? bad with { Message = Told(tenant, hook, bad.Message, "where the chat is could not be found out, so nothing was sent") }
            : TooFar(tenant, hook, bad.Message);
    }

    /// <summary>One answer for all chats that it may not go to or that there are not; the log says which it was.</summary>
    private GatewayError TooFar(string tenant, string hook, string why) => GatewayError.Invalid(Told(tenant, hook, why, HookReach.Refusal));

    private string Told(string tenant, string hook, string why, string told)
    {
        LogNoReply(tenant, LogText.Of(hook), LogText.Of(why));
        return told;
    }

    private static ChatAddress Chat(ReplyTarget target) => new(target.Channel, target.Account, target.ChatId, target.ThreadId);

    private ISessionGrain Session(string tenant, string key)
    {
        CallerContext.Use(CallerClaim.ForGateway(tenant, options.GatewayId));
        return grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenant, key).ToString());
    }

    /// <summary>What looks like an attack is noted, not refused: what does not look like one is no safer.</summary>
    private void Note(string tenant, string hook, string text)
    {
        if (SuspiciousPhrases.Find(text) is { Count: > 0 } found)
        {
            LogSuspicious(tenant, LogText.Of(hook), found.Count);
        }
    }

    private sealed record HookReply(ReplyTarget? Target);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of the hook {Hook} of {Tenant} is refused for the chat that its reply was to go to: {Why}")]
    private partial void LogNoReply(string tenant, string hook, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hook {Hook} of {Tenant} brought a text with {Count} phrases that try to command a model")]
    private partial void LogSuspicious(string tenant, string hook, int count);
}
