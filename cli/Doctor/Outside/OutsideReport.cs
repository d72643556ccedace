using System.Text.Json.Nodes;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Doctor.Outside;

/// <summary>What the gateway answers to somebody without a credential.</summary>
/// <param name="View">From where it was tried.</param>
/// <param name="Answers">What was tried, and what came.</param>
internal sealed record OutsideReport(OutsideView View, IReadOnlyList<OutsideAnswer> Answers)
{
    /// <summary>Whether no try got an answer: that none is open is then no finding.</summary>
    public bool IsSilent => Answers.All(static answer => answer.IsSilent);

    public IEnumerable<AuditFinding> Findings(Patient patient)
    {
        var open = Answers.Where(static answer => answer.IsOpen).ToList();
        if (open.Count > 0)
        {
            yield return AuditFinding.Critical(
                "gateway.answers_without_credential", "The gateway answers strangers",
                $"at {View.Url.Authority}{(View.IsForwarded ? ", as through a proxy" : "")}, without a credential:\n{string.Join('\n', open.Select(static answer => $"- {answer.What}: {answer.Answer}"))}",
                "stop it, and find out what stands before it: a proxy that adds a credential, say");
        }

        if (IsSilent)
        {
            yield return AuditFinding.Warn(
                "gateway.outside_unknown", "What the gateway answers strangers is not known",
                $"at {View.Url.Authority}{(View.IsForwarded ? ", as through a proxy" : "")}, none of {Answers.Count} tries got an answer, not even a refusal",
                "see whether it is a gateway that listens there, and whether its certificate is trusted (--tls-fingerprint)");
        }

        var bind = patient.Subject?.Bind ?? "loopback";
        if (!View.IsForwarded && bind is "loopback" or "auto" && patient.IsLocalGateway)
        {
            yield return AuditFinding.Warn(
                "gateway.exposed_beyond_bind", "The gateway is open to the network, against its configuration",
                $"gateway.bind is {bind}, but {View.Url.Authority} answers: it was started with --bind, or its port is passed on", "start it without --bind, or close the port");
        }
    }

    public JsonObject Json() => new()
    {
        ["url"] = View.Url.GetLeftPart(UriPartial.Authority),
        ["forwarded"] = View.IsForwarded,
        ["ok"] = !IsSilent && !Answers.Any(static answer => answer.IsOpen),
        ["checks"] = new JsonArray([.. Answers.Select(static answer => new JsonObject { ["what"] = answer.What, ["answer"] = answer.Answer, ["ok"] = !answer.IsOpen })]),
    };
}
