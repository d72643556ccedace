using System.Text;

namespace Moltbot.Storage.Tests.Support;

/// <summary>Payloads as text.</summary>
internal static class Bytes
{
    public static ReadOnlyMemory<byte> Of(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
