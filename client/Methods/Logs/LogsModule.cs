using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Logs;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Logs;

/// <summary><c>logs.tail</c>: the tenant's own lines. What belongs to no tenant is the operator's, on the host.</summary>
/// <param name="files">The log files; null when this host keeps none.</param>
internal sealed class LogsModule(TenantLogFiles? files = null) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods.Serve(StatusMethods.LogsTail, Tail);

    private ValueTask<GatewayResult<LogsTailResult>> Tail(MethodCall call, LogsTailParams wanted) => files is null
        ? new(GatewayError.Unavailable("this gateway keeps no log files"))
        : new(LogTail.Read(files.PathOf(call.Tenant), TenantLogFiles.NameOf(call.Tenant), wanted));
}
