using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>A session in a sandbox whose commands somebody has to allow.</summary>
internal static class ExecRig
{
    public const string Session = "agent:main:elsewhere";

    public static string Config(SimulatedModelProvider model, string exec = "ask: 'always'") =>
        SessionHost.ConfigFor(model, $"{ScriptedRunner.Allowed}, tools: {{ exec: {{ {exec} }} }}")
            .Replace("""primary: "fake/m1" }""", """primary: "fake/m1" }, sandbox: { mode: 'all' }""", StringComparison.Ordinal);

    public static ModelReply Command(string command, string id = "c1") =>
        ModelReply.Empty.ThenToolCall(id, "exec", $$"""{"command":"{{command}}"}""");

    /// <summary>The request that waits.</summary>
    public static async Task<ApprovalView> Asked(this SessionHost silo) =>
        ((ExecApprovalRequestedEvent)await silo.Events.Next(static told => told is ExecApprovalRequestedEvent, "a request for an approval")).Approval;

    public static Task<ApprovalReceipt> Answer(this SessionHost silo, string id, string decision)
    {
        CallerContext.Use(new CallerClaim { Tenant = SessionHost.Tenant, Principal = "device:bob", Role = CallerRole.Operator, Scopes = [Scope.Approvals] });
        return silo.Grains.GetGrain<IApprovalGrain>(GrainKey.ForBucket(SessionHost.Tenant, id).ToString()).Answer(decision, "Bob");
    }

    public static async Task<ApprovalView> Approval(this SessionHost silo, string id) =>
        (await silo.Grain<IApprovalGrain>(GrainKey.ForBucket(SessionHost.Tenant, id).ToString()).Show())!;
}
