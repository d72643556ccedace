using System.Net;
using Moltbot.Silo.Engines;

namespace Moltbot.Silo.Up;

/// <summary>The certificate of a member of a cluster, as the options name it.</summary>
internal static class MemberCertificate
{
    /// <summary>Reads it; null where none is needed and none was named.</summary>
    /// <exception cref="StartException">Without one whoever reaches the member's ports could act as anybody; or what is named cannot be used.</exception>
    public static ClusterCertificate? Of(UpOptions options)
    {
        (string Name, string? Path)[] files = [("--cluster-cert", options.ClusterCert), ("--cluster-key", options.ClusterKey), ("--cluster-ca", options.ClusterCa)];
        if (Array.TrueForAll(files, static file => file.Path is null))
        {
            return options.Role == UpRole.All || IPAddress.IsLoopback(options.Advertise)
                ? null
                : throw new StartException(Program.Usage, $"--advertise {options.Advertise} opens this member's ports to other machines, and whoever reaches them could act as anybody. Give every member a certificate: --cluster-cert FILE, --cluster-key FILE and --cluster-ca FILE (MOLTBOT_CLUSTER_CERT, MOLTBOT_CLUSTER_KEY, MOLTBOT_CLUSTER_CA).");
        }

        if (options.Role == UpRole.All)
        {
            throw new StartException(Program.Usage, "--cluster-cert, --cluster-key and --cluster-ca are for members of a cluster (--role silo or gateway); one process alone has none.");
        }

        if (Array.Find(files, static file => file.Path is null) is { Name: { } missing })
        {
            throw new StartException(Program.Usage, $"{missing} is missing: --cluster-cert, --cluster-key and --cluster-ca belong together.");
        }

        try
        {
            return ClusterCertificate.Load(options.ClusterCert!, options.ClusterKey!, options.ClusterCa!);
        }
        catch (InvalidOperationException problem)
        {
            throw new StartException(Program.Configuration, problem.Message);
        }
    }
}
