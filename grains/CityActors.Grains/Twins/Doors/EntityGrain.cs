using CityActors.Twins;

namespace CityActors.Grains.Twins.Doors;

/// <summary>The door to any twin.</summary>
internal sealed class EntityGrain(DoorPorts ports) : TwinDoor(ports), IEntityGrain;
