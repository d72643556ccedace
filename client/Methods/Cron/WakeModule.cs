using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Cron;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Cron;

/// <summary>
/// Method <c>wake</c>: the main session is told something. It reads that with its next message or heartbeat, or at once: in a heartbeat, or where
/// there are none in a turn of its own.
/// </summary>
internal sealed class WakeModule(ITenantViews views, GatewayOptions options, TimeProvider time) : IMethodModule
{
    /// <summary>Longest text, UTF-16 units. Arbitrary: the session's row holds it.</summary>
    private const int MaxText = 8_000;

    public void Register(MethodTableBuilder methods) => methods.Serve(CronMethods.Wake, Wake);

    private async ValueTask<GatewayResult<OkResult>> Wake(MethodCall call, WakeParams wanted)
    {
        string text = wanted.Text.Trim();
        if (text.Length is 0 or > MaxText)
        {
            return GatewayError.InvalidParams(call.Method, text.Length == 0 ? "text required" : $"text too long ({text.Length} > {MaxText} characters)");
        }

        ConfigDocument document = await views.Configuration(call.Tenant);
        string key = SessionAddress.NamingOf(document).MainSessionKey();
        if (wanted.Mode == "now" && await HeartbeatWake.Try(call.Grains, call.Tenant, document, text))
        {
            return new OkResult { Ok = true };
        }

        if (wanted.Mode != "now")
        {
            // A line is the gateway's to leave, for whoever may write to the session.
            CallerContext.Use(CallerClaim.ForGateway(call.Tenant, options.GatewayId));
            await SessionAddress.Grain(call, key).AddSystemEvent(key, text);
            return new OkResult { Ok = true };
        }

        ISessionGrain session = SessionAddress.Grain(call, key);
        ReplyTarget? last = (await session.Entry())?.LastRoute;
        string runId = Guid.NewGuid().ToString();
        call.Begins(runId);
        TurnReceipt receipt = await session.Enqueue(new TurnRequest
        {
            RunId = runId,
            SessionKey = key,
            SessionKeyAsSent = key,
            Message = $"System: {text}",
            Origin = TurnOrigin.Agent,
            ReplyTo = last,
            ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            CommandsAllowed = false,
            Principal = call.Caller.Claim.Principal,
        });
        return receipt.Disposition == TurnDisposition.Refused ? TurnRefusal.Of(receipt) : new OkResult { Ok = true };
    }
}
