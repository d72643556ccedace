using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Storage.Sealing;

/// <summary>
/// The sealed form of a payload: version (1 byte), salt (16), nonce (12), ciphertext, tag (16).
/// <para>
/// AES-256-GCM breaks when one key sees a nonce twice, and with random 96-bit nonces that limits a key to about 2^32
/// messages. A tenant may write more than that in years, so no data key is used directly: each message has a key of its own,
/// HMAC-SHA256(data key, label ‖ version ‖ salt) over 128 random bits of salt. Key and nonce repeat together only when 224
/// random bits do: after 2^72 messages the chance is still below 2^-80.
/// </para>
/// The tenant, the table and the row id are associated data: a payload moved to another row does not open.
/// </summary>
internal static class Envelope
{
    public const byte Version = 1;

    public const int Overhead = 1 + SaltSize + NonceSize + TagSize;

    private const int SaltSize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private static ReadOnlySpan<byte> Label => "moltbot.seal"u8;

    public static byte[] Seal(ReadOnlySpan<byte> key, string tenant, string table, string rowId, ReadOnlySpan<byte> payload)
    {
        var output = new byte[Overhead + payload.Length];
        output[0] = Version;
        var salt = output.AsSpan(1, SaltSize);
        var nonce = output.AsSpan(1 + SaltSize, NonceSize);
        RandomNumberGenerator.Fill(output.AsSpan(1, SaltSize + NonceSize));
        Span<byte> messageKey = stackalloc byte[TenantKey.Size];
        Derive(key, salt, messageKey);
        using (var cipher = new AesGcm(messageKey, TagSize))
        {
            cipher.Encrypt(
                nonce, payload, output.AsSpan(1 + SaltSize + NonceSize, payload.Length), output.AsSpan(output.Length - TagSize),
                AssociatedData(tenant, table, rowId));
        }

        CryptographicOperations.ZeroMemory(messageKey);
        return output;
    }

    public static byte[] Unseal(ReadOnlySpan<byte> key, string tenant, string table, string rowId, ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length < Overhead || envelope[0] != Version)
        {
            throw new SealBrokenException(
                $"A sealed payload of {table} has {envelope.Length} bytes and version {(envelope.IsEmpty ? 0 : envelope[0])}; at least {Overhead} bytes and version {Version} are expected.");
        }

        var salt = envelope.Slice(1, SaltSize);
        var nonce = envelope.Slice(1 + SaltSize, NonceSize);
        var output = new byte[envelope.Length - Overhead];
        Span<byte> messageKey = stackalloc byte[TenantKey.Size];
        Derive(key, salt, messageKey);
        try
        {
            using var cipher = new AesGcm(messageKey, TagSize);
            cipher.Decrypt(
                nonce, envelope.Slice(1 + SaltSize + NonceSize, output.Length), envelope[^TagSize..], output,
                AssociatedData(tenant, table, rowId));
            return output;
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new SealBrokenException($"A sealed payload of {table} does not open: it was altered, moved from another row, or sealed under another key.", exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(messageKey);
        }
    }

    private static void Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, Span<byte> messageKey)
    {
        Span<byte> input = stackalloc byte[Label.Length + 1 + SaltSize];
        Label.CopyTo(input);
        input[Label.Length] = Version;
        salt.CopyTo(input[(Label.Length + 1)..]);
        HMACSHA256.HashData(key, input, messageKey);
    }

    /// <summary>Each part behind its length, so that no two lists of parts look alike.</summary>
    private static byte[] AssociatedData(string tenant, string table, string rowId)
    {
        var size = 12 + Encoding.UTF8.GetByteCount(tenant) + Encoding.UTF8.GetByteCount(table) + Encoding.UTF8.GetByteCount(rowId);
        var data = new byte[size];
        var rest = Put(data, tenant);
        rest = Put(rest, table);
        Put(rest, rowId);
        return data;
    }

    private static Span<byte> Put(Span<byte> target, string part)
    {
        var length = Encoding.UTF8.GetBytes(part, target[4..]);
        BinaryPrimitives.WriteInt32BigEndian(target, length);
        return target[(4 + length)..];
    }
}
