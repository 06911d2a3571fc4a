using CityActors.Twins;

namespace CityActors.Web.Map.Live;

/// <summary>Hears what happens in the cells it follows. Called on stream threads: it must not wait.</summary>
internal interface ICellListener
{
    /// <summary>A twin in one of the cells changed, or left it.</summary>
    void Hear(TwinChange change);

    /// <summary>Changes were missed: read live state anew and follow again.</summary>
    void Lose();
}
