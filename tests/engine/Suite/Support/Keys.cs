namespace Moltbot.Engine.Tests.Suite.Support;

internal static class Keys
{
    /// <summary>A key that no other test uses.</summary>
    public static string New() => Guid.NewGuid().ToString("n");
}
