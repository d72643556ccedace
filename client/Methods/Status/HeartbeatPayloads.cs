using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Methods.Status;

/// <summary>What came of a heartbeat, as clients read it.</summary>
internal static class HeartbeatPayloads
{
    public static RawJson Json(HeartbeatReport report) => RawJson.From(Of(report), EventsJson.Default.HeartbeatEvent);

    public static HeartbeatEvent Of(HeartbeatReport report) => new()
    {
        Ts = report.At,
        Status = report.Status,
        To = report.To,
        AccountId = report.Account,
        Preview = report.Preview,
        DurationMs = report.DurationMs,
        Reason = report.Reason,
        Channel = report.Channel,
        Silent = report.IsSilent ? true : null,
        IndicatorType = !report.IsIndicated ? null : report.Status switch
        {
            "ok-empty" or "ok-token" => "ok",
            "sent" => "alert",
            "failed" => "error",
            _ => null,
        },
    };
}
