using System.Text.Json.Nodes;
using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Silo.Up;

/// <summary>The file by which the command line finds the gateway that runs on this state folder, and knows how it was started.</summary>
internal static class RunningGateway
{
    private const string Name = "gateway.json";

    public static void Write(StateFolder state, string url, GatewayStart start)
    {
        var told = new JsonObject { ["url"] = url, ["port"] = new Uri(url).Port, ["pid"] = Environment.ProcessId };
        start.AddTo(told);

        // Written aside and renamed: whoever looks finds it whole, and nobody else's to read at any time.
        string path = state.File(Name);
        string next = $"{path}.{Environment.ProcessId}.tmp";
        using (var stream = new FileStream(next, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(told.ToJsonString() + "\n"));
        }

        File.Move(next, path, overwrite: true);
    }

    public static void Forget(StateFolder state) => File.Delete(state.File(Name));
}
