namespace CityActors.Files;

/// <summary>Why a file is not taken.</summary>
public enum FileRefusal
{
    /// <summary>It is larger than files may be.</summary>
    TooLarge = 1,

    /// <summary>Its content is of no type that is taken, or of another than the sender says.</summary>
    WrongType = 2,

    /// <summary>Less came than was announced, or nothing.</summary>
    Truncated = 3,

    /// <summary>There is no room for it.</summary>
    NoRoom = 4,

    /// <summary>Its name is none.</summary>
    BadName = 5,
}

/// <summary>A file is not taken; nothing of it stays.</summary>
[GenerateSerializer, Alias("city.FileRefusedException")]
public sealed class FileRefusedException : Exception
{
    /// <summary>Says why.</summary>
    public FileRefusedException(FileRefusal refusal, string detail)
        : base(detail) => Refusal = refusal;

    /// <summary>Why.</summary>
    [Id(0)]
    public FileRefusal Refusal { get; private set; }
}
