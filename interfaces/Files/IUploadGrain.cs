using System.Collections.Immutable;

namespace CityActors.Files;

/// <summary>
/// One file on its way into the city, piece by piece. Keyed by a name of the sender's choice that nobody else uses. Nothing of it stays
/// unless <see cref="Keep"/> was answered; one that is left alone for minutes is thrown away.
/// </summary>
[Alias("city.IUploadGrain")]
public interface IUploadGrain : IGrainWithStringKey
{
    /// <summary>Largest piece, bytes.</summary>
    public const int PieceBytesMax = 256 * 1024;

    /// <summary>Takes the next piece.</summary>
    /// <param name="offset">Bytes that were sent before; a piece that came already is passed over.</param>
    /// <param name="piece">1 - <see cref="PieceBytesMax"/> bytes.</param>
    /// <exception cref="FileRefusedException">It grew too large, or what is kept has no room.</exception>
    /// <exception cref="ArgumentException">A piece is missing in between.</exception>
    [Alias("Write")]
    Task Write(long offset, ImmutableArray<byte> piece);

    /// <summary>
    /// Keeps what was sent, durably, under its checksum. Until something links to it, it may be swept away after a day.
    /// </summary>
    /// <param name="name">Name as people see it.</param>
    /// <param name="bytes">Bytes that were sent in all: fewer that came are a truncated upload.</param>
    /// <param name="contentType">Media type that the sender says; null when he says none. It must be that of the content.</param>
    /// <exception cref="FileRefusedException">It is truncated, empty, or of a type that is not taken.</exception>
    [Alias("Keep")]
    Task<Attachment> Keep(string name, long bytes, string? contentType);

    /// <summary>Throws away what was sent.</summary>
    [Alias("Abandon")]
    Task Abandon();
}
