using System.Text;
using System.Text.Json;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Status;
using Moltbot.Protocol.Schemas;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Cron;

/// <summary>The methods of this folder (section 5.8), and <c>wake</c>.</summary>
public static class CronMethods
{
    /// <summary><c>wake</c>.</summary>
    public static GatewayMethod<WakeParams, OkResult> Wake { get; } =
        new(MethodNames.Wake, StatusShapes.WakeParams, CronJson.Default.WakeParams, StatusJson.Default.OkResult);

    /// <summary><c>cron.list</c>.</summary>
    public static GatewayMethod<CronListParams, CronListResult> List { get; } =
        new(MethodNames.CronList, CronShapes.CronListParams, CronJson.Default.CronListParams, CronJson.Default.CronListResult);

    /// <summary><c>cron.status</c>.</summary>
    public static NoParamsMethod<CronStatusResult> Status { get; } =
        new(MethodNames.CronStatus, CronShapes.CronStatusParams, CronJson.Default.CronStatusResult);

    /// <summary><c>cron.add</c>: its params are brought into form before they are held to <see cref="CronShapes.CronAddParams"/>.</summary>
    public static LooseMethod<RawJson, RawJson> Add { get; } =
        new(MethodNames.CronAdd, CronJson.Default.RawJson, CronJson.Default.RawJson, Raw);

    /// <summary><c>cron.update</c>: likewise, <see cref="CronShapes.CronUpdateParams"/>.</summary>
    public static LooseMethod<RawJson, RawJson> Update { get; } =
        new(MethodNames.CronUpdate, CronJson.Default.RawJson, CronJson.Default.RawJson, Raw);

    /// <summary><c>cron.remove</c>.</summary>
    public static GatewayMethod<CronJobParams, CronRemoveResult> Remove { get; } =
        new(MethodNames.CronRemove, CronShapes.CronRemoveParams, CronJson.Default.CronJobParams, CronJson.Default.CronRemoveResult);

    /// <summary><c>cron.run</c>.</summary>
    public static GatewayMethod<CronJobParams, CronRunResult> Run { get; } =
        new(MethodNames.CronRun, CronShapes.CronRunParams, CronJson.Default.CronJobParams, CronJson.Default.CronRunResult);

    /// <summary><c>cron.runs</c>.</summary>
    public static GatewayMethod<CronJobParams, CronRunsResult> Runs { get; } =
        new(MethodNames.CronRuns, CronShapes.CronRunsParams, CronJson.Default.CronJobParams, CronJson.Default.CronRunsResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        Wake,
        List,
        Status,
        Add,
        Update,
        Remove,
        Run,
        Runs,
    ];

    /// <summary>Why params that were brought into form do not fit; null when they do.</summary>
    /// <param name="method">The method.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="json">The params.</param>
    public static GatewayError? Check(string method, Shape shape, JsonElement json)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Explain(json) is { Count: > 0 } reasons ? GatewayError.InvalidParams(method, ValidationErrors.Format(reasons)) : null;
    }

    private static GatewayResult<RawJson> Raw(JsonElement json) => new RawJson(Encoding.UTF8.GetBytes(json.GetRawText()));
}
