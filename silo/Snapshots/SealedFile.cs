using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Snapshots;

/// <summary>Small files that prove themselves: a word that says what they are, a format number, content, XXH3 of all before.</summary>
internal static class SealedFile
{
    private const int Format = 1;
    private const int HashBytes = 8;

    /// <summary>Writes a file, whole or not at all.</summary>
    public static void Write(string path, string magic, Action<BinaryWriter> write)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        writer.Write(Encoding.ASCII.GetBytes(magic));
        writer.Write(Format);
        write(writer);
        writer.Write(XxHash3.HashToUInt64(content.GetBuffer().AsSpan(0, (int)content.Length)));
        DurableFile.Write(path, content.WriteTo);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is missing, damaged, or of a newer version; the sentence names it.</exception>
    public static T Read<T>(string path, string magic, Func<BinaryReader, T> read)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"The file {path} is missing.", cause);
        }

        var head = magic.Length + sizeof(int);
        if (bytes.Length < head + HashBytes || !bytes.AsSpan(0, magic.Length).SequenceEqual(Encoding.ASCII.GetBytes(magic)))
        {
            throw new InvalidDataException($"The file {path} is damaged: it does not begin with {magic}.");
        }

        var format = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(magic.Length));
        if (format > Format)
        {
            throw new InvalidDataException(
                $"The file {path} was written by a newer version of the city (format {format}); this one knows formats up to {Format}.");
        }

        var end = bytes.Length - HashBytes;
        if (XxHash3.HashToUInt64(bytes.AsSpan(0, end)) != BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(end)))
        {
            throw new InvalidDataException($"The file {path} is damaged: its hash does not fit its content.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, head, end - head));
        return read(reader);
    }
}
