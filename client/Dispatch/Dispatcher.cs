using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Policy.Scopes;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Frames;

namespace Moltbot.Gateway.Dispatch;

/// <summary>Finds who serves a request: first whether the caller may, then whether there is such a method (protocol §4).</summary>
internal sealed partial class Dispatcher
{
    private readonly FrozenDictionary<string, ServedMethod> _served;
    private readonly IGrainFactory _grains;
    private readonly ILogger _logger;

    public Dispatcher(IEnumerable<IMethodModule> modules, IGrainFactory grains, ILogger<Dispatcher> logger)
    {
        var methods = new MethodTableBuilder();
        foreach (IMethodModule module in modules)
        {
            module.Register(methods);
        }

        _served = methods.Build();
        _grains = grains;
        _logger = logger;
    }

    /// <summary>The methods that are served.</summary>
    public IReadOnlyCollection<string> Served => _served.Keys;

    /// <summary>Serves one request and adds its answer to the connection's outbox.</summary>
    public async ValueTask Dispatch(Connection connection, RequestFrame frame)
    {
        using var call = new RequestCall(connection, frame.Method, frame.IdJson, _grains);
        var output = new PooledBufferWriter();
        try
        {
            GatewayError? error = Find(connection.Client!.Identity, frame.Method, out ServedMethod? method)
                ?? await Invoke(method!, call, frame, output);
            if (error is not null)
            {
                output.Clear();
                FrameWriter.WriteError(output, frame.IdJson.Span, error, error.Payload.Utf8.Span);
            }
        }
        catch
        {
            output.Dispose();
            throw;
        }

        connection.Outbox.Send(output);
    }

    private GatewayError? Find(ConnectionIdentity caller, string method, out ServedMethod? served)
    {
        served = null;
        AuthorizationDecision decision = MethodAuthorization.Decide(method, caller.Role, (IReadOnlyCollection<string>)caller.Scopes);
        if (!decision.Allowed)
        {
            return GatewayError.Invalid(decision.Message!);
        }

        if (_served.TryGetValue(method, out served))
        {
            return null;
        }

        return MethodTable.IsKnown(method)
            ? GatewayError.Unavailable($"{method} is not offered yet")
            : GatewayError.UnknownMethod(method);
    }

    private async ValueTask<GatewayError?> Invoke(ServedMethod method, RequestCall call, RequestFrame frame, PooledBufferWriter output)
    {
        try
        {
            return await method.Invoke(call, frame.Params, frame.IdJson, output);
        }
        catch (Exception error)
        {
            if (Failures.IsOurs(error))
            {
                LogFailed(frame.Method, call.Connection.Id, error);
            }

            return Failures.ErrorOf(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed for connection {ConnectionId}")]
    private partial void LogFailed(string method, string connectionId, Exception error);
}
