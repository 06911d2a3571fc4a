namespace CityActors.Files;

/// <summary>A file that belongs to a case. Its content is kept under its checksum: the same content twice is kept once.</summary>
/// <param name="Checksum">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Name">Name as people see it, 1-200 characters without path and controls; it decides nothing.</param>
/// <param name="ContentType">Media type as found in the content itself, never as the sender or the name says.</param>
/// <param name="Bytes">Size.</param>
[GenerateSerializer, Immutable, Alias("city.Attachment")]
public sealed record Attachment(
    [property: Id(0)] string Checksum,
    [property: Id(1)] string Name,
    [property: Id(2)] string ContentType,
    [property: Id(3)] long Bytes);
