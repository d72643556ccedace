using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Logs;
using Moltbot.Policy.Redaction;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Logs;

/// <summary><c>logs.tail</c>: the tenant's own lines. What belongs to no tenant is the operator's, on the host.</summary>
/// <param name="redactions">What is taken out: a pattern may be younger than a line.</param>
/// <param name="files">The log files; null when this host keeps none.</param>
internal sealed class LogsModule(TenantRedactions redactions, TenantLogFiles? files = null) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods.Serve(StatusMethods.LogsTail, Tail);

    private ValueTask<GatewayResult<LogsTailResult>> Tail(MethodCall call, LogsTailParams wanted)
    {
        if (files is null)
        {
            return new(GatewayError.Unavailable("this gateway keeps no log files"));
        }

        LogsTailResult tail = LogTail.Read(files.PathOf(call.Tenant), TenantLogFiles.NameOf(call.Tenant), wanted);
        RedactionRules rules = redactions.ForLogs(call.Tenant);
        return new(tail with { Lines = [.. tail.Lines.Select(rules.RedactJson)] });
    }
}
