using System.Runtime.InteropServices;

namespace Moltbot.Policy.Devices;

/// <summary>The calls of OpenSSL 3 that Ed25519 needs; .NET itself offers none for it.</summary>
internal static partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    /// <summary><c>EVP_PKEY_ED25519</c>.</summary>
    internal const int KeyTypeEd25519 = 1087;

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    internal static partial EvpKeyHandle NewPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    internal static partial EvpKeyHandle NewPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    internal static partial int GetPublicKey(EvpKeyHandle key, Span<byte> output, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    internal static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    internal static partial EvpContextHandle NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    internal static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    internal static partial int VerifyInit(EvpContextHandle context, nint keyContext, nint digest, nint engine, EvpKeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    internal static partial int Verify(
        EvpContextHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> data, nuint dataLength);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    internal static partial int SignInit(EvpContextHandle context, nint keyContext, nint digest, nint engine, EvpKeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    internal static partial int Sign(
        EvpContextHandle context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> data, nuint dataLength);

    // A failed call leaves its reasons in a queue of the thread, where a later user of OpenSSL would find them.
    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    internal static partial void ClearErrors();
}
