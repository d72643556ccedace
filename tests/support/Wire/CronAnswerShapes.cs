using Moltbot.Protocol.Schemas;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.TestSupport.Wire;

/// <summary>Shapes of what is answered about scheduled jobs (section 5.8).</summary>
public static class CronAnswerShapes
{
    /// <summary>Shape of <c>CronJob</c>.</summary>
    public static Shape CronJob { get; } = Shape.Object(
        ("id", Shape.Text1),
        ("agentId?", Shape.Text1),
        ("name", Shape.Text1),
        ("description?", Shape.Text),
        ("enabled", Shape.Flag),
        ("deleteAfterRun?", Shape.Flag),
        ("createdAtMs", Shape.Whole0),
        ("updatedAtMs", Shape.Whole0),
        ("schedule", CronShapes.CronSchedule),
        ("sessionTarget", Shape.Words("main", "isolated")),
        ("wakeMode", Shape.Words("next-heartbeat", "now")),
        ("payload", CronShapes.CronPayload),
        ("isolation?", CronShapes.CronIsolation),
        ("state", CronShapes.CronState));

    /// <summary>Shape of <c>CronRunLogEntry</c>.</summary>
    public static Shape CronRunLogEntry { get; } = Shape.Object(
        ("ts", Shape.Whole0),
        ("jobId", Shape.Text1),
        ("action", Shape.Const("finished")),
        ("status?", Shape.Words("ok", "error", "skipped")),
        ("error?", Shape.Text),
        ("summary?", Shape.Text),
        ("runAtMs?", Shape.Whole0),
        ("durationMs?", Shape.Whole0),
        ("nextRunAtMs?", Shape.Whole0));
}
