namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Who can reach the gateway's port, and what they find there.</summary>
internal static class ExposureCheck
{
    public static IEnumerable<Finding> Run(Patient patient)
    {
        if (patient.Document?.Gateway is not { } gateway)
        {
            yield break;
        }

        var bind = gateway.Bind ?? "loopback";
        if (bind is "loopback" or "auto")
        {
            yield return Finding.Ok("gateway.bind", "the gateway listens on this machine only");
        }
        else if (patient.Credential is null)
        {
            yield return Finding.Critical("gateway.bind", $"gateway.bind is {bind} and there is no secret", "set gateway.auth.token, or gateway.bind to loopback");
        }
        else if (!gateway.Tls.Enabled)
        {
            yield return Finding.Warn(
                "gateway.bind", $"gateway.bind is {bind} and the gateway speaks without TLS: tokens and chats can be read on the way", "set gateway.tls.enabled, or reach it through a VPN or a TLS proxy");
        }
        else
        {
            yield return Finding.Ok("gateway.bind", $"gateway.bind is {bind}, with TLS and a secret");
        }

        if (gateway.ControlUi.AllowInsecureAuth)
        {
            yield return Finding.Critical("gateway.controlUi", "gateway.controlUi.allowInsecureAuth lets browsers in without a device identity", "moltbot config unset gateway.controlUi.allowInsecureAuth");
        }

        if (gateway.ControlUi.DangerouslyDisableDeviceAuth)
        {
            yield return Finding.Critical(
                "gateway.controlUi", "gateway.controlUi.dangerouslyDisableDeviceAuth lets browsers in without a device identity", "moltbot config unset gateway.controlUi.dangerouslyDisableDeviceAuth");
        }
    }
}
