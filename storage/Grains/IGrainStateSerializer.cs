namespace Moltbot.Storage.Grains;

/// <summary>Turns a grain's state into bytes and back, before it is sealed and after it was opened.</summary>
public interface IGrainStateSerializer
{
    /// <summary>The bytes of a state.</summary>
    byte[] Serialize<T>(T state);

    /// <summary>The state of bytes that <see cref="Serialize{T}"/> made, possibly in an earlier version of the program.</summary>
    T Deserialize<T>(ReadOnlySpan<byte> bytes);
}
