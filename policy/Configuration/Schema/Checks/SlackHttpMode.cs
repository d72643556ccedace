using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>Events over HTTP can be forged without a signing secret, so that mode needs one.</summary>
internal static class SlackHttpMode
{
    public static void Check(JsonObject channel, string path, Inspection inspection)
    {
        var mode = Kinds.Text(channel["mode"]) ?? "socket";
        var secret = Kinds.Text(channel["signingSecret"]);
        if (mode == "http" && string.IsNullOrEmpty(secret))
            inspection.Report(Inspection.Join(path, "signingSecret"), "channels.slack.mode=\"http\" requires channels.slack.signingSecret");
        if (channel["accounts"] is not JsonObject accounts)
            return;
        foreach (var (id, account) in accounts)
        {
            if (Kinds.Flag(account?["enabled"]) == false || (Kinds.Text(account?["mode"]) ?? mode) != "http")
                continue;
            if (string.IsNullOrEmpty(Kinds.Text(account?["signingSecret"]) ?? secret))
            {
                inspection.Report(Inspection.Join(path, $"accounts.{id}.signingSecret"),
                    "channels.slack.accounts.*.mode=\"http\" requires channels.slack.signingSecret or channels.slack.accounts.*.signingSecret");
            }
        }
    }
}
