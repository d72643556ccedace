namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of scheduled jobs (section 5.8).</summary>
public static class CronShapes
{
    private const string Optional = "?";

    /// <summary>Shape of <c>CronSchedule</c>.</summary>
    public static Shape CronSchedule { get; } = Shape.OneOf(
        Shape.Object(
            ("kind", Shape.Const("at")),
            ("atMs", Shape.Whole0)),
        Shape.Object(
            ("kind", Shape.Const("every")),
            ("everyMs", Shape.Whole1),
            ("anchorMs?", Shape.Whole0)),
        Shape.Object(
            ("kind", Shape.Const("cron")),
            ("expr", Shape.Text1),
            ("tz?", Shape.Text)));

    /// <summary>Shape of <c>CronPayload</c>.</summary>
    public static Shape CronPayload { get; } = Payload("");

    /// <summary>Shape of <c>CronIsolation</c>.</summary>
    public static Shape CronIsolation { get; } = Shape.Object(
        ("postToMainPrefix?", Shape.Text),
        ("postToMainMode?", Shape.Words("summary", "full")),
        ("postToMainMaxChars?", Shape.Whole0));

    /// <summary>Shape of <c>CronState</c>.</summary>
    public static Shape CronState { get; } = Shape.Object(
        ("nextRunAtMs?", Shape.Whole0),
        ("runningAtMs?", Shape.Whole0),
        ("lastRunAtMs?", Shape.Whole0),
        ("lastStatus?", Shape.Words("ok", "error", "skipped")),
        ("lastError?", Shape.Text),
        ("lastDurationMs?", Shape.Whole0));

    /// <summary>Shape of <c>CronPatch</c>.</summary>
    public static Shape CronPatch { get; } = Shape.Object([.. Job(Optional), ("state?", CronState)]);

    /// <summary>Shape of <c>CronListParams</c>.</summary>
    public static Shape CronListParams { get; } = Shape.Object(
        ("includeDisabled?", Shape.Flag));

    /// <summary>Shape of <c>CronStatusParams</c>.</summary>
    public static Shape CronStatusParams { get; } = Shape.Object();

    /// <summary>Shape of <c>CronAddParams</c>.</summary>
    public static Shape CronAddParams { get; } = Shape.Object(Job(""));

    /// <summary>Shape of <c>CronUpdateParams</c>.</summary>
    public static Shape CronUpdateParams { get; } = ById(("patch", CronPatch));

    /// <summary>Shape of <c>CronRemoveParams</c>.</summary>
    public static Shape CronRemoveParams { get; } = ById();

    /// <summary>Shape of <c>CronRunParams</c>.</summary>
    public static Shape CronRunParams { get; } = ById(("mode?", Shape.Words("due", "force")));

    /// <summary>Shape of <c>CronRunsParams</c>.</summary>
    public static Shape CronRunsParams { get; } = ById(("limit?", Shape.WholeOf(1, 5000)));

    /// <summary>What a person says of a job: all of it when it is made, some of it when it is changed.</summary>
    /// <param name="optional">What stands behind the name of what a job needs.</param>
    private static (string Name, Shape Shape)[] Job(string optional) =>
    [
        ("name" + optional, Shape.Text1),
        ("agentId?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("description?", Shape.Text),
        ("enabled?", Shape.Flag),
        ("deleteAfterRun?", Shape.Flag),
        ("schedule" + optional, CronSchedule),
        ("sessionTarget" + optional, Shape.Words("main", "isolated")),
        ("wakeMode" + optional, Shape.Words("next-heartbeat", "now")),
        ("payload" + optional, Payload(optional)),
        ("isolation?", CronIsolation),
    ];

    private static Shape Payload(string optional) => Shape.OneOf(
        Shape.Object(
            ("kind", Shape.Const("systemEvent")),
            ("text" + optional, Shape.Text1)),
        Shape.Object(
            ("kind", Shape.Const("agentTurn")),
            ("message" + optional, Shape.Text1),
            ("model?", Shape.Text),
            ("thinking?", Shape.Text),
            ("timeoutSeconds?", Shape.Whole1),
            ("deliver?", Shape.Flag),
            ("channel?", Shape.OneOf(Shape.Const("last"), Shape.Text1)),
            ("to?", Shape.Text),
            ("bestEffortDeliver?", Shape.Flag)));

    /// <summary>A job is named by either property.</summary>
    private static Shape ById(params ReadOnlySpan<(string Name, Shape Shape)> rest) => Shape.OneOf(
        Shape.Object([("id", Shape.Text1), .. rest]),
        Shape.Object([("jobId", Shape.Text1), .. rest]));
}
