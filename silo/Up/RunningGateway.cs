using System.Text.Json;

namespace Moltbot.Silo.Up;

/// <summary>The file by which the command line finds the gateway that runs on this state folder.</summary>
internal static class RunningGateway
{
    private const string Name = "gateway.json";

    public static void Write(StateFolder state, string url)
    {
        string path = state.File(Name);
        File.WriteAllText(path, $"{{\"url\":{JsonSerializer.Serialize(url, UpJson.Default.String)},\"port\":{new Uri(url).Port},\"pid\":{Environment.ProcessId}}}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public static void Forget(StateFolder state) => File.Delete(state.File(Name));
}
