using System.Text;
using Moltbot.Gateway.Dispatch;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Audit;

namespace Moltbot.Gateway.Methods.Audit;

/// <summary>The tenant's audit records, for its administrators.</summary>
internal sealed class AuditModule : IMethodModule
{
    private const int DefaultRecords = 100;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(AuditMethods.Tail, Tail)
        .Serve(AuditMethods.Verify, Verify);

    private static async ValueTask<GatewayResult<AuditTailResult>> Tail(MethodCall call, AuditTailParams wanted)
    {
        IReadOnlyList<AuditRecord> records = await call.Grain<IAuditGrain>().Tail((int)Math.Clamp(wanted.Limit ?? DefaultRecords, 1, 1000));
        return new AuditTailResult { Records = [.. records.Select(Line)] };
    }

    private static async ValueTask<GatewayResult<AuditVerifyResult>> Verify(MethodCall call)
    {
        AuditVerification verified = await call.Grain<IAuditGrain>().Verify(null);
        long records = verified.Records;
        while (verified.Next is { } next)
        {
            call.Aborted.ThrowIfCancellationRequested();
            verified = await call.Grain<IAuditGrain>().Verify(next);
            records += verified.Records;
        }

        return new AuditVerifyResult
        {
            Ok = verified.Ok,
            Records = records,
            BrokenAt = verified.BrokenAt,
            Problem = verified.Problem,
            HeadHash = verified.HeadHash,
        };
    }

    private static AuditLine Line(AuditRecord record) => new()
    {
        Sequence = record.Sequence,
        Ts = record.Entry.Timestamp,
        Id = record.Entry.Id,
        Actor = record.Entry.Actor,
        Action = record.Entry.Action,
        Target = record.Entry.Target,
        Details = record.Entry.DetailsJson is { Length: > 0 } details ? new RawJson(Encoding.UTF8.GetBytes(details)) : default,
        PreviousHash = record.PreviousHash,
        Hash = record.Hash,
    };
}
